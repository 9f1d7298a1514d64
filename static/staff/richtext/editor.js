// Turns the text areas of bodies into editors. What they can make is what the server lets through.

import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Editor,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  HorizontalRule,
  Italic,
  ListItem,
  Menu,
  OrderedList,
  Paragraph,
  SpecialCharacters,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  TrailingNode,
} from "django-prose-editor/editor";
import { Figure } from "staff/richtext/figure";
import { SafeLink } from "staff/richtext/link";
import { pasting } from "staff/richtext/pasting";
import { PullQuote } from "staff/richtext/pull-quote";
import { Typography } from "staff/richtext/typography";

const MENU = [
  { group: "blockType -lists" },
  { group: "marks" },
  { group: "link" },
  { group: "lists" },
  { group: "nodes -blockType -lists" },
  { group: "picture" },
  { group: "table" },
  { group: "history" },
];

const NOTHING = { default: null, parseHTML: () => null, renderHTML: () => ({}) };

const LETTERED = new Set(["a", "A", "i", "I"]);

const PlainOrderedList = OrderedList.extend({
  addAttributes() {
    const inLetters = (element) => (LETTERED.has(element.type) ? element.type : null);
    return { ...this.parent(), type: { default: null, parseHTML: inLetters } };
  },
  addNodeView: () => null, // the library's knows no HTML types
}).configure({ enableListAttributes: false });

const plainCell = {
  addAttributes() {
    return { ...this.parent(), colwidth: NOTHING, align: NOTHING };
  },
};

const PlainTable = Table.extend({
  addCommands() {
    return {
      ...this.parent(),
      insertTableWithOptions:
        () =>
        ({ commands }) =>
          commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    };
  },
});

function extensions(language) {
  return [
    Document,
    Paragraph,
    Text,
    HardBreak,
    Heading.configure({ levels: [2, 3, 4] }),
    Bold,
    Italic,
    Subscript,
    Superscript,
    SafeLink,
    BulletList,
    PlainOrderedList,
    ListItem,
    Blockquote,
    PullQuote,
    HorizontalRule,
    PlainTable,
    TableRow,
    TableHeader.extend(plainCell),
    TableCell.extend(plainCell),
    Figure.configure({ language }),
    Typography.configure({ language }),
    SpecialCharacters,
    TrailingNode,
    History,
    Dropcursor,
    Gapcursor,
    Menu.configure({ groups: MENU }),
  ];
}

// The editor keeps empty paragraphs and captions to type into; a body holds none.
function tidy(html) {
  return html.replaceAll("<figcaption></figcaption>", "").replaceAll("<p></p>", "");
}

function edit(textarea) {
  const frame = document.createElement("div");
  frame.className = "prose-editor";
  textarea.before(frame);
  frame.append(textarea);
  const status = document.createElement("p");
  status.className = "prose-editor__status";
  status.setAttribute("role", "status");
  const label = document.querySelector(`label[for="${textarea.id}"]`);

  const editor = new Editor({
    element: frame,
    extensions: extensions(textarea.lang),
    content: textarea.value,
    injectCSS: false, // the policy allows no style element; richtext.css has what is needed
    editorProps: {
      attributes: {
        "aria-label": label?.textContent.replace(/:$/, "") ?? "",
        "aria-multiline": "true",
        id: `${textarea.id}_editor`,
        lang: textarea.lang,
        role: "textbox",
      },
      ...pasting(status, JSON.parse(textarea.dataset.picturesLeftOut)),
    },
    // It also comes while the editor only opens a text, to which it adds a line to type into.
    onUpdate() {
      if (textarea.value === written()) return;
      textarea.value = written();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  let read, opened;
  const note = () => {
    read = textarea.value;
    opened = tidy(editor.getHTML());
  };
  // A text that was only opened stays as it was stored, however the editor would write it.
  const written = () => {
    const html = tidy(editor.getHTML());
    return html === opened ? read : html;
  };
  const readAgain = () => {
    if (textarea.value === written()) return;
    editor.commands.setContent(textarea.value, { emitUpdate: false });
    note();
  };
  note();

  // The browser's Back button, and the draft that was kept, fill the text area alone.
  window.addEventListener("pageshow", readAgain);
  textarea.addEventListener("change", readAgain);
  editor.view.dom.before(status);
  label?.addEventListener("click", () => editor.commands.focus());
}

document.querySelectorAll("textarea[data-rich-text]").forEach(edit);
