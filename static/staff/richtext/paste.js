// Makes text from word processors fit for the editor, whose schema then drops what is left over.

const KEPT = new Set(
  "alt colspan data-pm-slice height href hreflang rowspan src start title type width".split(" "),
);
const SPACES = /[\s\u00a0]*\u00a0[\s\u00a0]+|\s+/g;
const FROM_WORD = /urn:schemas-microsoft-com|class="?Mso|mso-/i;
const BULLET = /^[\s\u00a0]*[·•▪◦o§\u00d8\u00fc\uf0b7\uf0a7\uf0d8-][\s\u00a0]+/;
const NUMBER = /^[\s\u00a0]*(?:\d+|[a-z]|[ivx]+)[.)][\s\u00a0]+/i;

function replaceTag(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

// Word marks list items only by a class, and writes the bullet as text.
function makeLists(body) {
  let list = null;
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const isItem = /mso-list:\s*l\d/i.test(paragraph.dataset.style ?? "") || /MsoListParagraph/.test(paragraph.className);
    const text = paragraph.textContent;
    const kind = isItem && (BULLET.test(text) ? "ul" : NUMBER.test(text) ? "ol" : null);
    if (!kind) {
      list = null;
      continue;
    }
    for (const mark of paragraph.querySelectorAll('[data-style*="mso-list:Ignore" i]')) mark.remove();
    const first = firstText(paragraph);
    if (first) first.data = first.data.replace(kind === "ul" ? BULLET : NUMBER, "");
    if (list?.localName !== kind || list.nextElementSibling !== paragraph) {
      list = body.ownerDocument.createElement(kind);
      paragraph.before(list);
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

function firstText(element) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim()) return walker.currentNode;
  }
  return null;
}

// Nothing pasted may act or be styled, not even while it is read: the page's policy would complain.
// Style attributes are read under another name, and only what the editor knows leaves this function.
export function cleanPasted(html) {
  const fromWord = FROM_WORD.test(html);
  const inert = html
    .replace(/<!--[\s\S]*?-->|<(style|script|xml)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
  const { body } = new DOMParser().parseFromString(inert, "text/html");
  body.querySelectorAll("style, script, meta, link, title").forEach((element) => element.remove());
  body.querySelectorAll("h1").forEach((element) => replaceTag(element, "h2"));
  body.querySelectorAll("h5, h6").forEach((element) => replaceTag(element, "h4"));
  for (const element of body.querySelectorAll("b[data-style], strong[data-style]")) {
    if (/font-weight:\s*(normal|400)/i.test(element.dataset.style)) replaceTag(element, "span");
  }
  for (const element of body.querySelectorAll("span[data-style]")) {
    const { style } = element.dataset;
    if (/font-style:\s*italic/i.test(style)) wrapInside(element, "em");
    if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) wrapInside(element, "strong");
  }
  if (fromWord) {
    makeLists(body);
    const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      walker.currentNode.data = walker.currentNode.data.replace(SPACES, " ");
    }
  }
  for (const element of body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (!KEPT.has(name)) element.removeAttribute(name);
    }
  }
  return body.innerHTML;
}

function wrapInside(element, name) {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}
