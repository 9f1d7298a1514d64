// What the editor does with a paste or a drop, and how it tells which pictures were left out.

import { cleanPasted } from "staff/richtext/paste";

const isPicture = ({ type }) => type.startsWith("image/");

// The properties of an editor that tell it in the element `status`. `sentences` holds one for each
// plural category of the page's language; a # in it stands for the number.
export function pasting(status, sentences) {
  const plurals = new Intl.PluralRules(document.documentElement.lang);
  let inMarkup = null; // how many were in the markup, which is read before the event is handled

  // Beside a text lies a picture of how it looked; of files alone each is a picture that was meant.
  function tell(data, slice) {
    const count = inMarkup ?? [...(data?.files ?? [])].filter(isPicture).length;
    inMarkup = null;
    status.textContent = count ? sentences[plurals.select(count)].replace("#", count) : "";
    if (count) status.scrollIntoView({ block: "nearest" });
    return count > 0 && slice.size === 0;
  }

  return {
    transformPastedHTML(pasted) {
      const { html, picturesLeftOut } = cleanPasted(pasted);
      inMarkup = picturesLeftOut;
      return html;
    },
    handlePaste: (_view, event, slice) => tell(event.clipboardData, slice),
    handleDrop: (_view, event, slice) => tell(event.dataTransfer, slice),
  };
}
