// Turns the fieldsets of the languages into tabs. Without it they stand one below the other.

const panels = [...document.querySelectorAll("fieldset.language")].map(wrap);
const remembered = `language of ${location.pathname}`;

function wrap(fieldset) {
  const panel = document.createElement("div");
  panel.className = "language-panel";
  panel.setAttribute("role", "tabpanel");
  fieldset.before(panel);
  panel.append(fieldset);
  return panel;
}

function holdsText(panel) {
  return [...panel.querySelectorAll("input[type=text], textarea")].some((field) => field.value.trim());
}

function makeTab(panel, index) {
  const fieldset = panel.firstElementChild;
  const code = [...fieldset.classList].find((name) => name.startsWith("language-"));
  panel.id = `panel-${code}`;

  const tab = document.createElement("button");
  tab.type = "button";
  tab.setAttribute("form", ""); // of no form, so that the admin gives its first focus to a field
  tab.id = `tab-${code}`;
  tab.className = "language-tab";
  tab.textContent = panel.querySelector(".fieldset-heading").textContent;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", panel.id);
  panel.setAttribute("aria-labelledby", tab.id);

  const note = panel.querySelector(".description");
  if (fieldset.classList.contains("outdated") && note) {
    tab.classList.add("is-outdated");
    tab.title = note.textContent.trim();
  }
  tab.classList.toggle("has-errors", Boolean(panel.querySelector(".errorlist")));

  const mark = () => tab.classList.toggle("has-text", holdsText(panel));
  panel.addEventListener("input", mark);
  mark();

  tab.addEventListener("click", () => show(index));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = (index + step + panels.length) % panels.length;
      show(next);
      tabs[next].focus();
    }
  });
  return tab;
}

function show(index) {
  panels.forEach((panel, position) => {
    panel.hidden = position !== index;
    tabs[position].setAttribute("aria-selected", String(position === index));
    tabs[position].tabIndex = position === index ? 0 : -1;
  });
  remember(index);
}

// A browser may be told to keep nothing.
function remember(index) {
  try {
    sessionStorage.setItem(remembered, String(index));
  } catch {
    // Then the first tab is open next time.
  }
}

function lastShown() {
  try {
    return Number(sessionStorage.getItem(remembered)) || 0;
  } catch {
    return 0;
  }
}

let tabs = [];

if (panels.length > 1) {
  tabs = panels.map(makeTab);
  const bar = document.createElement("div");
  bar.className = "language-tabs";
  bar.setAttribute("role", "tablist");
  bar.append(...tabs);
  panels[0].before(bar);
  const wrong = panels.findIndex((panel) => panel.querySelector(".errorlist"));
  show(wrong >= 0 ? wrong : Math.min(lastShown(), panels.length - 1));
}
