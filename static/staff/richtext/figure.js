// Pictures of the library inside a text: <figure><img><figcaption>, whose only editable part is the caption.

import { canInsertNode, Node } from "django-prose-editor/editor";
import { choosePicture } from "staff/library";

const LIBRARY = /\/pictures\/[0-9a-f]{2}\/[0-9a-f]{32}\/\d+\.(jpg|webp)$/;

// The address of a picture of this site's library without its host, or null for any other picture.
export function ownAddress(image) {
  const address = new URL(image?.getAttribute("src") ?? "", location.href);
  return address.origin === location.origin && LIBRARY.test(address.pathname) ? address.pathname : null;
}

const imageIn = (element) => (element.matches("img") ? element : element.querySelector("img"));

const fromImage = (name) => ({
  default: null,
  parseHTML: (element) => imageIn(element).getAttribute(name),
});

function figureAt({ node, from, $from }) {
  if (node?.type.name === "figure") return { node, position: from };
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "figure") {
      return { node: $from.node(depth), position: $from.before(depth) };
    }
  }
  return null;
}

async function insertOrChange(editor, language) {
  const figure = figureAt(editor.state.selection);
  const answer = await choosePicture({ language, current: figure?.node.attrs });
  editor.commands.focus();
  if (!answer) return;
  const { src, width, height } = answer.picture;
  const attrs = { src, alt: answer.alt, width: String(width), height: String(height) };
  if (figure) {
    editor.commands.command(({ tr }) => Boolean(tr.setNodeMarkup(figure.position, null, attrs)));
  } else {
    const content = answer.caption ? [{ type: "text", text: answer.caption }] : [];
    editor.commands.insertContent({ type: "figure", attrs, content });
  }
}

// In an empty caption there is nothing left to delete but the picture itself.
function deleteAroundEmptyCaption({ editor }) {
  const { selection } = editor.state;
  const figure = figureAt(selection);
  if (!figure || !selection.empty || figure.node.content.size) return false;
  return editor.commands.deleteRange({
    from: figure.position,
    to: figure.position + figure.node.nodeSize,
  });
}

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  defining: true,
  draggable: true,
  isolating: true,

  addOptions() {
    return { language: "en" };
  },

  addAttributes() {
    return {
      src: { default: null, parseHTML: (element) => ownAddress(imageIn(element)) },
      alt: fromImage("alt"),
      width: fromImage("width"),
      height: fromImage("height"),
    };
  },

  parseHTML() {
    const getAttrs = (element) => (ownAddress(imageIn(element)) ? null : false);
    const caption = (element) =>
      element.querySelector("figcaption") ?? document.createElement("figcaption");
    return [
      { tag: "figure", getAttrs, contentElement: caption },
      { tag: "img[src]", getAttrs, contentElement: caption },
    ];
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", ["img", HTMLAttributes], ["figcaption", 0]];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const dom = document.createElement("figure");
      const image = document.createElement("img");
      const contentDOM = document.createElement("figcaption");
      const show = ({ src, alt }) => Object.assign(image, { src, alt: alt ?? "" });
      show(node.attrs);
      image.contentEditable = "false";
      contentDOM.dataset.placeholder = "Caption";
      image.addEventListener("click", () => editor.commands.setNodeSelection(getPos()));
      image.addEventListener("dblclick", () => editor.commands.insertFigure());
      dom.append(image, contentDOM);
      const update = (changed) => {
        if (changed.type.name !== "figure") return false;
        show(changed.attrs);
        return true;
      };
      return { dom, contentDOM, update };
    };
  },

  addCommands() {
    return {
      insertFigure:
        () =>
        ({ editor, state, dispatch }) => {
          const figure = figureAt(state.selection);
          if (!figure && !canInsertNode(state, state.schema.nodes.figure)) return false;
          if (dispatch) insertOrChange(editor, this.options.language);
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return { Backspace: deleteAroundEmptyCaption, Delete: deleteAroundEmptyCaption };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "figure",
      groups: "picture",
      button: buttons.material("image", "picture from the library"),
      active: (editor) => editor.isActive("figure"),
      enabled: (editor) => editor.can().insertFigure(),
      command: (editor) => editor.commands.insertFigure(),
    });
  },
});
