// Fields that hold a picture: a thumbnail, and buttons to choose it from the library or take it out.

import { choosePicture } from "staff/library";

const parts = (element) => {
  const field = element.closest("[data-picture-input]");
  return {
    input: field.querySelector("input"),
    chosen: field.querySelector("[data-chosen]"),
    remove: field.querySelector("[data-remove]"),
  };
};

function put(element, picture) {
  const { input } = parts(element);
  input.value = picture ? picture.id : "";
  input.dataset.thumbnail = picture?.thumbnail ?? "";
  input.dataset.title = picture?.title ?? "";
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function draw(element) {
  const { input, chosen, remove } = parts(element);
  chosen.replaceChildren();
  if (input.value) {
    const image = document.createElement("img");
    image.src = input.dataset.thumbnail;
    image.alt = "";
    const title = document.createElement("span");
    title.textContent = input.dataset.title;
    chosen.append(image, " ", title);
  }
  remove.hidden = !input.value;
}

// Listening on the document serves the rows that are added later as well.
document.addEventListener("click", async (event) => {
  if (event.target.matches("[data-picture-input] [data-choose]")) {
    const answer = await choosePicture();
    if (answer) put(event.target, answer.picture);
  } else if (event.target.matches("[data-picture-input] [data-remove]")) {
    put(event.target, null);
  }
});

// Also when a draft that was kept is filled in.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-picture-input] input")) draw(event.target);
});

document.querySelectorAll("[data-picture-input]").forEach((field) => {
  field.classList.add("is-scripted");
  field.querySelector("[data-choose]").hidden = false;
  field.querySelector("[data-remove]").hidden = !field.querySelector("input").value;
});
