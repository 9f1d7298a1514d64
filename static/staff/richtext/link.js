// Links to the web, to mail addresses and to pages of this site.

import { Link, updateAttrsDialog } from "django-prose-editor/editor";

const ALLOWED = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;

const askForLink = updateAttrsDialog(
  {
    href: {
      title: "Web address",
      description: "A page of the web, an e-mail address, or a page of this site that starts with /",
      required: true,
    },
  },
  { title: "Link", submitText: "Set link" },
);

// The address as a link needs it, or null if nothing should lead there.
export function normalAddress(typed) {
  const address = typed.trim();
  if (ALLOWED.test(address)) return address;
  if (!address || SCHEME.test(address) || address.startsWith("//")) return null;
  return MAIL.test(address) ? `mailto:${address}` : `https://${address}`;
}

export const SafeLink = Link.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      autolink: false,
      isAllowedUri: (address) => ALLOWED.test(address ?? ""),
    };
  },

  addAttributes() {
    return { href: { default: null }, title: { default: null }, hreflang: { default: null } };
  },

  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return false;
          askForLink(editor, editor.getAttributes("link")).then((answer) => {
            const href = answer && normalAddress(answer.href);
            if (!href) return;
            const { to } = editor.state.selection;
            const chain = editor.chain().focus().extendMarkRange("link").setMark("link", { href });
            chain.setTextSelection(to).run();
          });
          return true;
        },
    };
  },
});
