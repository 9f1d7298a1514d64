// Typing aids: curly quotes as the language sets them, dashes and the ellipsis. Backspace takes one back.

import { Extension, textInputRule } from "django-prose-editor/editor";

const QUOTES = { en: ["“", "”", "‘", "’"], ru: ["«", "»", "„", "“"], "zh-hans": ["“", "”", "‘", "’"] };
const BEFORE_OPENING = "(?:^|[\\s(\\[{<«„“‘—–])";

export const Typography = Extension.create({
  name: "typography",

  addOptions() {
    return { language: "en" };
  },

  addInputRules() {
    const [open, close, openInner, closeInner] = QUOTES[this.options.language] ?? QUOTES.en;
    const rules = [
      [new RegExp(`${BEFORE_OPENING}(")$`), open],
      [/"$/, close],
      [new RegExp(`${BEFORE_OPENING}(')$`), openInner],
      [/(?<=\p{L})'$/u, "’"],
      [/'$/, closeInner],
      [/(?<=\s)--(?=\s)$|(?<=\S)--$|(?<=\s)--$/, "–"],
      [/–-$/, "—"],
      [/\.\.\.$/, "…"],
    ];
    return rules.map(([find, replace]) => textInputRule({ find, replace }));
  },
});
