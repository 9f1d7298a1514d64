// The list of participants: ticks for a whole page, marks on changed rows, a warning before they are left.

const form = document.querySelector("[data-people]");

if (form) {
  const ticks = [...form.querySelectorAll("input[name=ticked]")];
  const all = form.querySelector("[data-tick-all]");
  const note = form.querySelector("[data-ticked]");
  let sent = false;

  const isChanged = (field) =>
    field.type === "number"
      ? field.value !== field.defaultValue
      : !field.options[field.selectedIndex].defaultSelected;
  const changedRows = () => form.querySelectorAll("tr.is-changed").length;

  function count() {
    const ticked = ticks.filter((tick) => tick.checked).length;
    note.textContent = ticked ? `${note.dataset.label} ${ticked}` : "";
    all.checked = ticked === ticks.length;
    all.indeterminate = ticked > 0 && ticked < ticks.length;
  }

  function mark(row) {
    const fields = [...row.querySelectorAll("select, input[type=number]")];
    row.classList.toggle("is-changed", fields.some(isChanged));
  }

  all.hidden = false;
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    count();
  });
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) mark(row);
    count();
  });
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changedRows() && !sent) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    sent = false;
    form.querySelectorAll("[data-row]").forEach(mark);
    count();
  });
}
