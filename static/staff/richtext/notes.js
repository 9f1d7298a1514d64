// Footnotes and endnotes: their marks become text, the notes a list at the end, and no link leads nowhere.

import { nest } from "staff/richtext/lists";
import { readings } from "staff/richtext/list-marks";

const TO_NOTE = /#(?:_(?:ftn|edn)\d|sd(?:foot|end)note\d+sym|ftnt\d)/i;
const TO_MARK = /#(?:_(?:ftn|edn)ref\d|sd(?:foot|end)note\d+anc|ftnt_ref\d)/i;
const NOTE = '[id^="ftn" i], [id^="edn" i], [id^="sdfootnote" i], [id^="sdendnote" i]';
const NOTES = '[data-style*="mso-element:footnote-list" i], [data-style*="mso-element:endnote-list" i]';

const markOf = (link) => link.textContent.trim().replace(/^\[(.*)\]$/, "$1");

const pageOf = ({ href }) => href.split("#")[0];

function superscript(document, text) {
  const element = document.createElement("sup");
  element.textContent = text;
  return element;
}

// The note that `link` opens, taken out of `body` without its link back.
function takeNote(link) {
  const element = link.ownerDocument.createElement("div");
  const note = link.parentElement.closest(NOTE) ?? link.closest("p") ?? link.parentElement;
  const mark = markOf(link);
  const first = link.closest("p, li, div");
  link.remove();
  const marks = readings(`${mark}.`).filter(({ list }) => list === "ol");
  if (!marks.length) first.prepend(superscript(link.ownerDocument, `[${mark}]`), " ");
  element.append(...(note.localName === "p" ? [note] : note.childNodes));
  if (note.localName !== "p") note.remove();
  return { element, level: 1, marks };
}

export function makeNotes(body) {
  const links = [...body.querySelectorAll("a[href]")];
  const to = (pattern) => links.filter((link) => pattern.test(link.getAttribute("href")));
  for (const link of to(TO_NOTE)) {
    const around = link.closest("sup") ?? link;
    around.replaceWith(superscript(body.ownerDocument, `[${markOf(link)}]`));
  }
  const notes = to(TO_MARK).map(takeNote);
  for (const rest of body.querySelectorAll(NOTES)) rest.remove();
  if (notes.length) {
    if (body.textContent.trim()) body.append(body.ownerDocument.createElement("hr"));
    body.append(...notes.map(({ element }) => element));
    nest(notes.filter(({ marks }) => marks.length));
  }
  // What leads to a place in the text itself leads to the page of the form, and after saving nowhere.
  for (const link of body.querySelectorAll("a[href]")) {
    if (pageOf(link) === pageOf(location)) link.removeAttribute("href");
  }
}
