// Names what select2 puts in a field's place by the field's label; by itself its name is what is chosen, or nothing.

// In a table the head of the column is the label.
function labelOf(select) {
  const cell = select.closest("td");
  const label = cell ? select.closest("table").tHead.rows[0].cells[cell.cellIndex] : select.labels[0];
  if (label) label.id ||= `${select.id}_label`;
  return label?.id;
}

function name(container) {
  const select = container.previousElementSibling;
  const label = labelOf(select);
  const selection = container.querySelector(".select2-selection");
  const shown = container.querySelector(".select2-selection__rendered");
  if (!label) return;
  selection.setAttribute("aria-labelledby", `${label} ${shown.id}`.trim());
  if (shown.matches("[role]")) shown.setAttribute("aria-labelledby", label);
  container.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label);
}

// The button that clears everything would stand as no item in a list of items, and each has its own.
for (const select of document.querySelectorAll("select[multiple]")) select.dataset.allowClear = "false";

const jQuery = window.django?.jQuery;

function nameAll() {
  document.querySelectorAll("select + .select2-container").forEach(name);
}

// What the admin does when a page is ready, and when a row is added, it was told before: it comes first.
jQuery?.(nameAll);
document.addEventListener("formset:added", nameAll);
jQuery?.(document).on("select2:open", ({ target }) => {
  document
    .querySelector(".select2-dropdown .select2-search__field")
    ?.setAttribute("aria-labelledby", labelOf(target) ?? "");
});
