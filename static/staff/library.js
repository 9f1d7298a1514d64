// The picture library in a dialog: search, choose, upload. Used by the editor and by picture fields.

const ANSWER_MILLISECONDS = 20_000; // the library is asked for so long

const dialog = document.getElementById("picture-library");
const part = (name) => dialog.querySelector(`[data-${name}]`);

let task = null; // what the dialog was opened for, and how to answer
let chosen = null; // the record of the picture that is marked
let request = 0; // the newest search; answers to older ones are dropped
let retry = null; // the search that failed, once more

function card(picture) {
  const item = document.createElement("label");
  item.className = "library-item";
  const radio = document.createElement("input");
  radio.type = "radio";
  radio.name = "library-picture";
  radio.value = picture.id;
  const image = document.createElement("img");
  image.src = picture.thumbnail;
  image.alt = "";
  image.loading = "lazy";
  const title = document.createElement("strong");
  title.textContent = picture.title;
  const about = document.createElement("span");
  about.className = "quiet";
  about.textContent = picture.alt.en;
  item.append(radio, image, title, about);
  radio.addEventListener("change", () => mark(picture));
  item.addEventListener("dblclick", () => {
    mark(picture);
    answer();
  });
  return item;
}

function mark(picture) {
  chosen = picture;
  part("insert").disabled = false;
  part("error").hidden = true;
  if (!task.language) return;
  part("texts").hidden = false;
  part("decorative-note").hidden = !picture.decorative;
  part("alt").value = picture.decorative ? "" : picture.alt[task.language];
  part("alt").placeholder = picture.decorative ? "" : picture.alt.en;
  part("caption").value = picture.caption[task.language];
}

async function search(page = 1, marked = null) {
  const mine = ++request;
  const query = new URLSearchParams({ q: part("search").value, page });
  let found;
  try {
    const response = await fetch(`${dialog.dataset.url}?${query}`, {
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    if (!response.ok) throw new Error(response.statusText);
    found = await response.json();
  } catch {
    if (mine !== request) return;
    part("failed").hidden = false;
    retry = () => search(page, marked);
    return;
  }
  if (mine !== request) return;
  if (page === 1) part("grid").replaceChildren();
  part("grid").append(...found.pictures.map(card));
  part("failed").hidden = true;
  part("empty").hidden = part("grid").children.length > 0;
  part("more").hidden = !found.next;
  part("more").dataset.page = found.next ?? "";
  if (marked) dialog.querySelector(`input[value="${marked}"]`)?.click();
}

function answer() {
  const alt = part("alt").value.trim();
  if (task.language && !alt && !chosen.decorative) {
    part("error").hidden = false;
    part("alt").focus();
    return;
  }
  task.resolve({ picture: chosen, alt, caption: part("caption").value.trim() });
  dialog.close();
}

// Opens the library. Resolves to { picture, alt, caption }, or to null when nothing was chosen.
// With `language` the texts of the picture in that language are asked for; `current` is a picture
// that stands in the text already and whose alternative text may be changed.
export function choosePicture({ language = null, current = null } = {}) {
  return new Promise((resolve) => {
    task = { language, resolve };
    chosen = null;
    part("search").value = "";
    part("texts").hidden = true;
    part("error").hidden = true;
    part("insert").disabled = true;
    const label = current ? "labelUpdate" : language ? "labelInsert" : "labelChoose";
    part("insert").textContent = part("insert").dataset[label];
    part("caption").closest("p").hidden = Boolean(current);
    if (current) {
      mark({ ...current, alt: { [language]: current.alt, en: "" }, caption: {}, decorative: current.alt === "" });
      part("alt").value = current.alt;
    }
    dialog.showModal();
    search();
  });
}

if (dialog) {
  let typing = 0;
  part("search").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(search, 250);
  });
  part("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      search();
    }
  });
  part("retry").addEventListener("click", () => {
    part("failed").hidden = true;
    retry();
  });
  part("more").addEventListener("click", () => search(Number(part("more").dataset.page)));
  dialog.querySelectorAll("[data-close]").forEach((button) => {
    button.addEventListener("click", () => dialog.close());
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen) answer();
  });
  dialog.addEventListener("close", () => task?.resolve(null));

  const upload = part("upload");
  upload?.addEventListener("click", (event) => {
    event.preventDefault();
    window.open(upload.href, upload.target, "width=960,height=820,scrollbars=yes,resizable=yes");
  });
  // The admin's popups report to this function when something was added.
  const report = window.dismissAddRelatedObjectPopup;
  window.dismissAddRelatedObjectPopup = (popup, id, name) => {
    if (popup.name !== upload?.target) {
      report(popup, id, name);
      return;
    }
    popup.close();
    part("search").value = "";
    search(1, id);
  };
}
