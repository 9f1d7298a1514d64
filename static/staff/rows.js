// Rows with an order: buttons move a row up and down and write the numbers.

const ORDER = "input[name$='-order']";
const ROW = ".inline-group tr.form-row, .inline-group[data-inline-type='stacked'] .inline-related";

function rowsOf(body) {
  return [...body.children].filter((row) => row.matches(ROW) && !row.classList.contains("empty-form"));
}

function move(row, step) {
  const body = row.parentElement;
  const rows = rowsOf(body);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  rowsOf(body).forEach((each, index) => {
    each.querySelector(ORDER).value = index + 1;
  });
  row.querySelector(ORDER).dispatchEvent(new Event("change", { bubbles: true }));
}

function addButtons(row) {
  const input = row.querySelector(ORDER);
  if (!input || row.querySelector(".row-movers")) return;
  input.type = "hidden";
  const buttons = document.createElement("span");
  buttons.className = "row-movers";
  for (const [sign, step, label] of [
    ["↑", -1, "Up"],
    ["↓", 1, "Down"],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.ariaLabel = label;
    button.addEventListener("click", () => {
      move(row, step);
      button.focus();
    });
    buttons.append(button);
  }
  input.after(buttons);
}

for (const row of document.querySelectorAll(ROW)) {
  if (!row.classList.contains("empty-form")) addButtons(row);
}

// The column of what a row is called has no heading, so its first cell is none either.
for (const heading of document.querySelectorAll(".inline-group th.original")) {
  const cell = document.createElement("td");
  cell.className = heading.className;
  heading.replaceWith(cell);
}

// A row added now comes last: behind those that have a number already.
document.addEventListener("formset:added", (event) => {
  const row = event.target;
  const input = row.querySelector(ORDER);
  if (!input) return;
  const highest = Math.max(0, ...rowsOf(row.parentElement).map((each) => Number(each.querySelector(ORDER).value)));
  input.value = highest + 1;
  addButtons(row);
});

// What was typed and not saved came back, and with it the numbers of rows that were moved.
document.addEventListener("draft:restored", () => {
  const order = (row) => Number(row.querySelector(ORDER)?.value);
  for (const body of new Set([...document.querySelectorAll(ROW)].map((row) => row.parentElement))) {
    const rows = rowsOf(body);
    const behind = rows.at(-1)?.nextSibling;
    for (const row of rows.sort((one, other) => order(one) - order(other))) body.insertBefore(row, behind);
  }
});
