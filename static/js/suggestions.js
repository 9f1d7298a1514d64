// Offers items as one types into a field of the search: a combobox with a list of its own (WAI-ARIA 1.2). Without
// an answer, or without this script, the field searches when it is sent.
const WAIT_MILLISECONDS = 150;

for (const field of document.querySelectorAll("input[data-suggestions]")) {
  const list = document.createElement("div");
  const status = document.createElement("span");
  let options = [];
  let chosen = -1;
  let timer = 0;
  let asked = "";

  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.some);
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  field.parentElement.append(list, status);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  function open() {
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(place) {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = options[chosen];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function group(kind) {
    const section = document.createElement("div");
    const heading = document.createElement("div");
    section.setAttribute("role", "group");
    section.setAttribute("aria-label", kind);
    heading.className = "suggestions__kind";
    heading.setAttribute("aria-hidden", "true");
    heading.textContent = kind;
    section.append(heading);
    list.append(section);
    return section;
  }

  function show(suggestions) {
    list.replaceChildren();
    options = [];
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    let section = null;
    let kind = "";
    for (const suggestion of suggestions) {
      if (suggestion.kind !== kind) {
        kind = suggestion.kind;
        section = group(kind);
      }
      const option = document.createElement("div");
      option.id = `${list.id}-${options.length}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = suggestion.url;
      option.dir = "auto";
      option.textContent = suggestion.title;
      options.push(option);
      section.append(option);
    }
    if (options.length) {
      open();
    } else {
      close();
    }
    status.textContent = options.length ? `${field.dataset.some} ${options.length}` : field.dataset.none;
  }

  async function ask() {
    const text = field.value.trim();
    asked = text;
    if (!text) {
      close();
      return;
    }
    try {
      const response = await fetch(`${field.dataset.suggestions}?${new URLSearchParams({ q: text })}`);
      const { suggestions } = await response.json();
      // A later question, or a field that was left, wants no earlier answer.
      if (asked === text && document.activeElement === field) {
        show(suggestions);
      }
    } catch {
      close();
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MILLISECONDS);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // keys of an input method, which chooses among characters
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && list.hidden && options.length) {
      event.preventDefault();
      open();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place beside the options is the field itself.
      const places = options.length + 1;
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && options[chosen]) {
      event.preventDefault();
      location.assign(options[chosen].dataset.url);
    }
  });

  // Before the field loses the focus, which would close the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      location.assign(option.dataset.url);
    }
  });
  field.addEventListener("blur", close);
}
