// Suggests the topics that exist while names are typed, separated by commas.

const COMMAS = /[,，、;；]/;

function setUp(input) {
  const known = JSON.parse(input.dataset.topics);
  const list = document.createElement("div");
  list.className = "topic-suggestions";
  list.id = `${input.id}_suggestions`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const frame = document.createElement("span");
  frame.className = "topic-field";
  input.before(frame);
  frame.append(input, list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  let active = -1;

  const names = () => input.value.split(COMMAS).map((name) => name.trim());

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(name) {
    const typed = names().slice(0, -1).filter(Boolean);
    input.value = [...typed, name, ""].join(", ");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
    close();
  }

  function suggest() {
    const typed = names();
    const last = typed.pop().toLowerCase();
    const chosen = new Set(typed.map((name) => name.toLowerCase()));
    const found = known.filter(
      (name) => !chosen.has(name.toLowerCase()) && name.toLowerCase().includes(last) && name !== last,
    );
    list.replaceChildren(
      ...found.slice(0, 8).map((name, index) => {
        const option = document.createElement("button");
        option.type = "button";
        option.id = `${list.id}_${index}`;
        option.tabIndex = -1;
        option.textContent = name;
        option.setAttribute("role", "option");
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(name);
        });
        return option;
      }),
    );
    active = -1;
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function move(step) {
    const options = [...list.children];
    active = (active + step + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  input.addEventListener("input", (event) => {
    if (event.isTrusted) suggest();
  });
  input.addEventListener("focus", suggest);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active].textContent);
    } else if (event.key === "Escape") {
      close();
    }
  });
}

document.querySelectorAll("input[data-topics]").forEach(setUp);
