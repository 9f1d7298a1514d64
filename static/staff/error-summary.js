// A link of the summary of errors opens what hides its field, and puts the cursor into the field.

const CONTROLS = "input, select, textarea, button, [contenteditable=true], .select2-selection";

function reveal(element) {
  const panel = element.closest("[role=tabpanel][hidden]");
  if (panel) document.getElementById(panel.getAttribute("aria-labelledby")).click();
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (box.matches("details")) box.open = true;
  }
}

// Where a script put something else in the field's place, the field itself is hidden or out of the order of tabs.
function controlOf(element) {
  const place = element.matches(".errorlist") ? element.parentElement : element;
  const shown = [...place.querySelectorAll(CONTROLS)].filter((each) => each.getClientRects().length);
  return (
    shown.find((each) => each.isContentEditable) ??
    shown.find((each) => each.tabIndex >= 0 && !each.closest(".hidden"))
  );
}

document.querySelector(".error-summary").addEventListener("click", (event) => {
  const target = document.getElementById(event.target.hash?.slice(1));
  if (!target) return;
  event.preventDefault();
  reveal(target);
  controlOf(target)?.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
});
