// The buttons of a form that publishes: which word fits the date, and the preview after saving.

const PREVIEW_WINDOW = "preview";
const WAITS = "waits for preview";

// What the two inputs of `publish_at` say, as a moment; null when they are empty or make no date.
function publicationTime() {
  const date = document.getElementById("id_publish_at_0")?.value;
  const time = document.getElementById("id_publish_at_1")?.value || "00:00";
  const offset = Number(document.body.dataset.adminUtcOffset) * 1000;
  const moment = Date.parse(`${date}T${time}Z`) - offset;
  return Number.isNaN(moment) ? null : moment;
}

function nameButtons() {
  for (const button of document.querySelectorAll("[data-publishes]")) {
    button.dataset.labelNow ||= button.textContent;
    const later = publicationTime() > Date.now();
    button.textContent = later ? button.dataset.labelLater : button.dataset.labelNow;
  }
}

// The window is opened by the click, which browsers allow, and filled once the page has come back saved.
function previewAfterSaving() {
  const save = document.querySelector("[data-save-and-preview]");
  save?.addEventListener("click", () => {
    window.open("", PREVIEW_WINDOW);
    window.focus();
    sessionStorage.setItem(WAITS, "1");
  });
  if (!sessionStorage.getItem(WAITS)) return;
  sessionStorage.removeItem(WAITS);
  const shown = document.querySelector(".language-tab[aria-selected=true]")?.id.replace("tab-language-", "");
  const link =
    document.querySelector(`[data-preview="${shown}"]`) ?? document.querySelector("[data-preview]");
  if (document.querySelector(".errornote") || !link) {
    window.open("", PREVIEW_WINDOW)?.close();
  } else {
    window.open(link.href, PREVIEW_WINDOW);
  }
}

for (const name of ["input", "change", "focusin", "click"]) {
  document.addEventListener(name, nameButtons);
}
nameButtons();
previewAfterSaving();
