// Lists of word processors that write them as paragraphs, or as one list for each item, become nested lists.

import { BULLET, firstReading, readings } from "staff/richtext/list-marks";

const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i;
const TYPED_MARK = /^\s*(\S{1,8})\u00a0[\s\u00a0]+/;
// The types that HTML knows. Letters are those of the text's language.
const TYPES = { a: "a", A: "A", i: "i", I: "I", а: "a", А: "A" };
const STYLES = {
  "lower-alpha": "a",
  "lower-latin": "a",
  "lower-roman": "i",
  "upper-alpha": "A",
  "upper-latin": "A",
  "upper-roman": "I",
};

const styleOf = (element) => STYLES[/list-style-type:\s*([\w-]+)/i.exec(element?.dataset.style)?.[1]];

function firstText(element) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim()) return walker.currentNode;
  }
  return null;
}

// Word writes the mark into the paragraph: inside of what other readers shall ignore, or as mere text.
function takeMark(paragraph) {
  const ignored = [...paragraph.querySelectorAll('[data-style*="mso-list" i]')].filter(({ dataset }) =>
    /mso-list:\s*ignore/i.test(dataset.style),
  );
  if (ignored.length) {
    const marks = readings(ignored[0].textContent);
    if (marks.length) for (const mark of ignored) mark.remove();
    return marks;
  }
  const text = firstText(paragraph);
  const typed = text && TYPED_MARK.exec(paragraph.textContent);
  const marks = typed ? readings(typed[1]) : [];
  if (marks.length) text.data = text.data.trimStart().replace(typed[1], "");
  return marks;
}

function itemOfWord(paragraph) {
  const level = LEVEL.exec(paragraph.dataset.style)?.[1];
  const isListed = paragraph.className.startsWith("MsoListParagraph"); // without a mark it goes on with its item
  const marks = level || isListed ? takeMark(paragraph) : [];
  return marks.length || (isListed && !level) ? { element: paragraph, level: Number(level ?? 1), marks } : null;
}

// Word for the web gives each item a list of its own, with its level in an attribute.
function itemOfWeb(item) {
  const list = item.parentElement;
  const around = item.closest(".ListContainerWrapper") ?? list;
  const element = item.ownerDocument.createElement("div");
  element.append(...item.childNodes);
  around.before(element);
  item.remove();
  if (!around.querySelector("li")) around.remove();
  const level = Number(item.dataset.ariaLevel);
  if (list.localName !== "ol") return { element, level, marks: [BULLET] };
  const style = styleOf(list) ?? "1";
  const number = Number(item.dataset.ariaPosinset ?? list.getAttribute("start") ?? 1);
  return { element, level, marks: [{ list: "ol", style, number }] };
}

function nextMarks(items, index) {
  const { level } = items[index];
  const next = items.slice(index + 1, index + 50).find((item) => item.level <= level);
  return next?.level === level ? next.marks : [];
}

// Items that stand one after the other become one list; what has no mark goes on with the item before it.
export function nest(items) {
  let open = []; // the lists around the newest item, outermost first
  for (const [index, { element, level, marks }] of items.entries()) {
    if (open[0]?.list.nextElementSibling !== element) open = [];
    if (!marks.length) {
      open.at(-1)?.list.lastElementChild.append(element);
      continue;
    }
    while (open.at(-1)?.level > level) open.pop();
    let current = open.at(-1);
    const next = (mark) => mark.style === current.style && (mark.list === "ul" || mark.number === current.number + 1);
    let mark = current?.level === level && marks.find(next);
    if (!mark) {
      if (current?.level === level) open.pop();
      mark = firstReading(marks, nextMarks(items, index));
      current = { list: newList(element.ownerDocument, mark), level, style: mark.style };
      const outer = open.at(-1);
      if (outer) outer.list.lastElementChild.append(current.list);
      else element.before(current.list);
      open.push(current);
    }
    current.number = mark.number;
    const item = element.ownerDocument.createElement("li");
    item.append(...element.childNodes);
    current.list.append(item);
    element.remove();
  }
}

function newList(document, { list, style, number }) {
  const made = document.createElement(list);
  if (TYPES[style]) made.setAttribute("type", TYPES[style]);
  if (list === "ol" && number !== 1) made.setAttribute("start", number);
  return made;
}

export function makeLists(body) {
  nest([...body.querySelectorAll("p")].map(itemOfWord).filter(Boolean));
  nest([...body.querySelectorAll("li[data-aria-level]")].map(itemOfWeb));
  for (const list of body.querySelectorAll("ol:not([type])")) {
    const style = styleOf(list) ?? styleOf(list.querySelector(":scope > li"));
    if (style) list.setAttribute("type", style);
  }
}
