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
  const { input, chosen, remove } = parts(element);
  input.value = picture ? picture.id : "";
  chosen.replaceChildren();
  if (picture) {
    const image = document.createElement("img");
    image.src = picture.thumbnail;
    image.alt = "";
    const title = document.createElement("span");
    title.textContent = picture.title;
    chosen.append(image, " ", title);
  }
  remove.hidden = !picture;
  input.dispatchEvent(new Event("change", { bubbles: true }));
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

document.querySelectorAll("[data-picture-input]").forEach((field) => {
  field.classList.add("is-scripted");
  field.querySelector("[data-choose]").hidden = false;
  field.querySelector("[data-remove]").hidden = !field.querySelector("input").value;
});
