// The buttons of a form that publishes: which of them fit the date, and the preview.

// How far the server's clock is ahead of this computer's, which may be wrong.
const lead = Number(document.querySelector("[data-now]")?.dataset.now) * 1000 - Date.now();

// What the two inputs of `publish_at` say, as a moment; null when they are empty or make no date.
function publicationTime() {
  const date = document.getElementById("id_publish_at_0")?.value;
  const time = document.getElementById("id_publish_at_1")?.value || "00:00";
  const offset = Number(document.body.dataset.adminUtcOffset) * 1000;
  const moment = Date.parse(`${date}T${time}Z`) - offset;
  return Number.isNaN(moment) ? null : moment;
}

function nameButtons() {
  const isLater = publicationTime() > Date.now() + lead;
  for (const button of document.querySelectorAll("[data-label-later]")) {
    button.dataset.labelNow ||= button.textContent.trim();
    button.textContent = isLater ? button.dataset.labelLater : button.dataset.labelNow;
  }
  for (const button of document.querySelectorAll("[data-when]")) {
    button.hidden = isLater !== (button.dataset.when === "later");
  }
}

// In the language whose tab is open, in a window that comes to the front also when it is there already.
function preview(event) {
  const tab = document.querySelector(".language-tab[aria-selected=true]");
  if (tab) event.target.value = tab.id.replace("tab-language-", "");
  window.open("", event.target.formTarget);
}

for (const name of ["input", "change", "focusin", "click"]) {
  document.addEventListener(name, nameButtons);
}
nameButtons();
document.querySelector("[name=_preview]")?.addEventListener("click", preview);
