// Makes text from word processors fit for the editor, whose schema then drops what is left over.

import { ownAddress } from "staff/richtext/figure";
import { makeLists } from "staff/richtext/lists";
import { makeNotes } from "staff/richtext/notes";

const KEPT = new Set(
  "alt colspan data-pm-slice height href hreflang rowspan src start title type width".split(" "),
);
const SPACES = /[ \t\r\n\f\u00a0]{2,}|[\t\r\n\f]/g;
const UNSEEN = /[\u00ad\u200b\ufeff]/g; // soft hyphens of another page's lines, spaces without width
const FROM_EDITOR = /\sdata-pm-slice=/;
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, div, blockquote, hr";
// Deleted while changes were tracked, hidden, a reviewer's comment, or the mark that ends a paragraph.
const NOT_TEXT = [
  "base, style, script, meta, link, title, del, .msoDel, .EOP, .MsoCommentReference, .msocomanchor, .msocomoff",
  'a[href*="#_msocom_" i], [data-style*="mso-element:comment-list" i], [data-style*="mso-hide:all" i]',
].join();
const HIDDEN = /(?:^|;)\s*display:\s*none/i;
const MARKS = [
  [/(?:^|;)\s*font-style:\s*italic/i, "em"],
  [/(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)/i, "strong"],
  [/(?:^|;)\s*vertical-align:\s*super/i, "sup"],
  [/(?:^|;)\s*vertical-align:\s*sub/i, "sub"],
];
const NO_MARK = /(?:^|;)\s*font-(?:weight:\s*(?:normal|400)|style:\s*normal)/i;

function replaceTag(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

function wrapInside(element, name) {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}

function removeWhatIsNotText(body) {
  for (const element of body.querySelectorAll(NOT_TEXT)) element.remove();
  for (const element of body.querySelectorAll("[data-style]")) {
    if (HIDDEN.test(element.dataset.style)) element.remove();
  }
}

// Spreadsheets keep what is bold in their style sheet.
function boldClasses(html) {
  const rules = [...html.matchAll(/\.(xl\d+)\s*\{([^}]*)\}/g)];
  return new Set(rules.filter(([, , rule]) => /font-weight:\s*700/.test(rule)).map(([, name]) => name));
}

function makeMarks(body, html) {
  const bold = boldClasses(html);
  for (const cell of bold.size ? body.querySelectorAll("td[class]") : []) {
    if (bold.has(cell.className)) wrapInside(cell, "strong");
  }
  for (const element of body.querySelectorAll("b, strong, i, em")) {
    if (NO_MARK.test(element.dataset.style)) replaceTag(element, "span");
  }
  for (const element of body.querySelectorAll("span[data-style]")) {
    for (const [pattern, name] of MARKS) {
      if (pattern.test(element.dataset.style)) wrapInside(element, name);
    }
  }
}

// The page has its own first heading, so those of the text begin one lower.
function makeHeadings(body) {
  for (const element of body.querySelectorAll("p[role=heading]")) {
    replaceTag(element, `h${Math.min(6, Number(element.getAttribute("aria-level")) || 1)}`);
  }
  const step = body.querySelector("h1") ? 1 : 0;
  for (const element of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Math.min(4, Number(element.localName[1]) + step);
    if (element.localName !== `h${level}`) replaceTag(element, `h${level}`);
  }
}

function isBold(cell) {
  const words = (elements) => elements.map((element) => element.textContent).join("").replace(/\s/g, "");
  const bold = [...cell.querySelectorAll("b, strong")].filter((one) => !one.parentElement.closest("b, strong"));
  return words([cell]) === words(bold);
}

// Headings are bold by themselves.
function dropBoldOfHeadings(body) {
  for (const heading of [...body.querySelectorAll("h2, h3, h4, th")].filter(isBold)) {
    for (const bold of heading.querySelectorAll("b, strong")) replaceTag(bold, "span");
  }
}

// A row that is repeated on every page heads a table, and so does a first row all in bold.
function makeHeaderRows(body) {
  for (const table of body.querySelectorAll("table")) {
    const { rows } = table;
    if (rows.length < 2 || table.querySelector("th")) continue;
    const head = [...(table.tHead?.rows ?? [])];
    const isHead = rows[0].textContent.trim() && [...rows[0].cells].every(isBold);
    const first = head.length || !isHead ? head : [rows[0]];
    for (const cell of first.flatMap((row) => [...row.cells])) {
      const header = replaceTag(cell, "th");
      for (const name of ["colspan", "rowspan"]) {
        if (cell.hasAttribute(name)) header.setAttribute(name, cell.getAttribute(name));
      }
    }
  }
}

// A space that keeps two words on one line stays; those that only fill a line are one.
function tidyText(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(UNSEEN, "").replace(SPACES, " ");
  }
}

function removeBlankLines(body) {
  for (const paragraph of body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim() && !paragraph.querySelector("img")) paragraph.remove();
  }
  for (const line of body.querySelectorAll("br")) {
    if (line.previousElementSibling?.matches(BLOCKS) || line.nextElementSibling?.matches(BLOCKS)) line.remove();
  }
}

// Only pictures of the library can stand in a text. Those of one point are nothing that a reader sees.
function removePictures(body) {
  const pictures = [...body.querySelectorAll("img")].filter((image) => !ownAddress(image));
  for (const image of pictures) image.remove();
  return pictures.filter((image) => image.getAttribute("width") !== "1").length;
}

// Nothing pasted may act or be styled, not even while it is read: the page's policy would complain.
// Style attributes are read under another name, and only what the editor knows leaves this function,
// with the number of pictures that were left out.
export function cleanPasted(html) {
  const inert = html
    .replace(/<!--[\s\S]*?-->|<(style|script|xml)\b[\s\S]*?<\/\1>/gi, "")
    // A quoted value may hold a > of its own.
    .replace(/<(?:"[^"]*"|'[^']*'|[^>"'])+>/g, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
  const { body } = new DOMParser().parseFromString(inert, "text/html");
  removeWhatIsNotText(body);
  removeBlankLines(body);
  if (!FROM_EDITOR.test(html)) {
    makeMarks(body, html);
    makeHeadings(body);
    makeNotes(body);
    makeLists(body);
    makeHeaderRows(body);
    dropBoldOfHeadings(body);
    tidyText(body);
  }
  const picturesLeftOut = removePictures(body);
  removeBlankLines(body);
  for (const element of body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (!KEPT.has(name)) element.removeAttribute(name);
    }
  }
  return { html: body.innerHTML, picturesLeftOut };
}
