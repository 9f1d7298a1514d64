// The form of a picture: preview before the upload, drag and drop, focus by a click, texts that are needed.

const preview = document.querySelector("[data-picture-preview]");
const stage = preview?.querySelector("[data-stage]");
const focus = preview?.querySelector("[data-focus]");
const file = document.getElementById("id_file");
const focusX = document.getElementById("id_focus_x");
const focusY = document.getElementById("id_focus_y");
const decorative = document.getElementById("id_is_decorative");
const alt = document.getElementById("id_alt_text_en");
const WIDEST = 960;

function showFocus() {
  const shown = stage.querySelector("img, canvas");
  focus.hidden = !shown;
  preview.hidden = !shown;
  focus.style.left = `${focusX.value}%`;
  focus.style.top = `${focusY.value}%`;
}

function moveFocus(event) {
  const box = stage.getBoundingClientRect();
  const percent = (distance, length) => Math.max(0, Math.min(100, Math.round((100 * distance) / length)));
  focusX.value = percent(event.clientX - box.left, box.width);
  focusY.value = percent(event.clientY - box.top, box.height);
  focusX.dispatchEvent(new Event("input", { bubbles: true }));
  showFocus();
}

async function showFile() {
  stage.querySelector("img, canvas")?.remove();
  const upload = file.files[0];
  if (upload) {
    try {
      const bitmap = await createImageBitmap(upload);
      const canvas = document.createElement("canvas");
      const scale = Math.min(1, WIDEST / bitmap.width);
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      stage.prepend(canvas);
    } catch {
      // Not a picture the browser can show; the server says what is wrong with it.
    }
    const title = document.getElementById("id_title");
    title.value ||= upload.name.replace(/\.[^.]*$/, "").replace(/[_-]+/g, " ");
  }
  showFocus();
}

function acceptDrops(area) {
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  area.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    area.classList.add("is-dragging");
  });
  area.addEventListener("dragleave", () => area.classList.remove("is-dragging"));
  area.addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    area.classList.remove("is-dragging");
    file.files = event.dataTransfer.files;
    file.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function requireText() {
  alt.required = !decorative.checked;
  document.querySelector("label[for=id_alt_text_en]")?.classList.toggle("required", alt.required);
}

if (preview && focusX) {
  stage.addEventListener("click", moveFocus);
  focusX.addEventListener("input", showFocus);
  focusY.addEventListener("input", showFocus);
  showFocus();
}
if (file) {
  file.addEventListener("change", showFile);
  acceptDrops(file.closest(".form-row"));
}
if (decorative && alt) {
  decorative.addEventListener("change", requireText);
  requireText();
}
