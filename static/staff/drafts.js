// Keeps a copy of what is typed into a form until it is saved, and fills it in again when it was not.
//
// Texts to be published are kept in this browser. All other forms may hold personal data: those copies
// end with the tab. Passwords and files are never kept.

const PREFIX = "draft:";
const KEPT_DAYS = 14;
const PAUSE_MILLISECONDS = 400;
const UNKEPT_TYPES = ["password", "file", "submit", "button", "reset", "image"];
const UNKEPT_NAMES = ["csrfmiddlewaretoken", "_draft"];

const words = document.getElementById("draft-words");
const user = words.dataset.user;
const [local, session] = ["localStorage", "sessionStorage"].map(storeNamed);
const tab = tabId();

// Nothing, if the browser is told to keep nothing.
function storeNamed(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}

function tabId() {
  try {
    return (session.tab ||= newId());
  } catch {
    return newId();
  }
}

function newId() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2);
}

// Of this page without what only says where its reader came from.
function addressOf(url) {
  const query = new URLSearchParams(url.search);
  for (const name of ["_changelist_filters", "_draft"]) query.delete(name);
  return `${url.pathname}?${query}`;
}

function all() {
  const found = [];
  for (const store of [local, session].filter(Boolean)) {
    for (const key of Object.keys(store).filter((name) => name.startsWith(PREFIX))) {
      found.push({ ...JSON.parse(store[key]), remove: () => store.removeItem(key) });
    }
  }
  return found.sort((one, other) => other.at - one.at);
}

// Drafts that are too old, and the one that the server has just confirmed as saved.
function forget() {
  const saved = document.cookie.match(/(?:^|; )saved_draft=(\w+)/)?.[1];
  const oldest = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000;
  for (const draft of all()) {
    if (draft.id === saved || draft.at < oldest) draft.remove();
  }
  if (saved) document.cookie = `saved_draft=; max-age=0; path=${words.dataset.path}`;
}

const isBox = (control) => ["checkbox", "radio"].includes(control.type);
const isSelect = (control) => control.tagName === "SELECT";
const keyOf = (control) => (isBox(control) ? `${control.name}=${control.value}` : control.name);
const valuesOf = (options) => options.map((option) => [option.value, option.text]);
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function valueOf(control) {
  if (isSelect(control)) return valuesOf([...control.selectedOptions]);
  return isBox(control) ? control.checked : control.value;
}

function valueFromServer(control) {
  if (!isSelect(control)) return isBox(control) ? control.defaultChecked : control.defaultValue;
  const marked = [...control.options].filter((option) => option.defaultSelected);
  // A search field has no other options than those that were chosen.
  const mayBeEmpty = control.multiple || control.classList.contains("admin-autocomplete");
  return valuesOf(marked.length || mayBeEmpty ? marked : [...control.options].slice(0, 1));
}

function fill(control, value) {
  if (isSelect(control)) {
    for (const [key, text] of value) {
      if (![...control.options].some((option) => option.value === key)) control.add(new Option(text, key));
    }
    const chosen = value.map(([key]) => key);
    for (const option of control.options) option.selected = chosen.includes(option.value);
  } else if (isBox(control)) {
    control.checked = value;
  } else {
    control.value = value;
  }
  for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
}

class Form {
  constructor(element) {
    this.element = element;
    // The answer to a form that was refused: what the server sent is itself not saved.
    this.isRefused = Boolean(document.querySelector(".errornote, [data-unsaved]"));
    this.store = document.body.classList.contains("draft-in-browser") ? local : session;
    this.address = addressOf(location);
    this.id = newId();
    this.token = document.createElement("input");
    this.token.type = "hidden";
    this.token.name = "_draft";
    element.append(this.token);
  }

  controls() {
    return [...this.element.elements].filter(
      (control) =>
        control.name &&
        !UNKEPT_TYPES.includes(control.type) &&
        !UNKEPT_NAMES.includes(control.name) &&
        !control.name.includes("__prefix__") &&
        !control.closest(".selector"), // two lists between which a script moves options
    );
  }

  listen() {
    const changed = () => {
      if (this.isFilling) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.write(), PAUSE_MILLISECONDS);
    };
    this.element.addEventListener("input", changed);
    this.element.addEventListener("change", changed);
    // Search fields tell jQuery alone.
    window.django?.jQuery(this.element).on("select2:select select2:unselect", changed);
    document.addEventListener("formset:removed", changed);
    this.element.addEventListener("submit", () => {
      this.write();
      this.token.value = this.id;
    });
    window.addEventListener("pagehide", () => this.timer && this.write());
  }

  // What differs from the stored item, and all hidden fields, which tell what its writer saw of it.
  write() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.isDropped) return;
    const fields = {};
    const looks = {};
    for (const control of this.controls()) {
      const value = valueOf(control);
      if (this.isRefused || control.type === "hidden" || !isSame(value, valueFromServer(control))) {
        fields[keyOf(control)] = value;
        const { thumbnail, title } = control.dataset;
        if (thumbnail) looks[keyOf(control)] = { thumbnail, title };
      }
    }
    const files = [...this.element.elements].filter((control) => control.files?.length).map(nameOf);
    const draft = { id: this.id, user, tab, address: this.address, at: Date.now(), fields, looks, files };
    try {
      this.store.setItem(PREFIX + this.id, JSON.stringify(draft));
      this.unkept?.remove();
    } catch {
      // Where only the room is missing, the draft before this one stays.
      this.unkept ??= notice("unkept");
      this.element.before(this.unkept);
    }
  }

  // Rows that scripts added are added again. Returns the names of what can't come back.
  restore(draft) {
    const left = [...draft.files];
    const fields = new Map(Object.entries(draft.fields));
    this.isFilling = true;
    for (const total of [...fields.keys()].filter((key) => key.endsWith("-TOTAL_FORMS"))) {
      const prefix = total.slice(0, -"TOTAL_FORMS".length);
      if (!this.addRows(prefix, fields)) {
        for (const key of [...fields.keys()].filter((name) => name.startsWith(prefix))) fields.delete(key);
        left.push(document.getElementById(`${prefix}group`)?.querySelector("h2")?.textContent.trim() ?? "");
      }
      fields.delete(total);
    }
    for (const control of this.controls()) {
      const key = keyOf(control);
      if (!fields.has(key) || isSame(fields.get(key), valueOf(control))) continue;
      Object.assign(control.dataset, draft.looks[key]);
      fill(control, fields.get(key));
    }
    this.element.dispatchEvent(new Event("draft:restored", { bubbles: true }));
    this.isFilling = false;
    this.id = draft.id;
    return left.filter(Boolean);
  }

  // False if the stored rows are no longer those that the draft was written beside.
  addRows(prefix, fields) {
    const rows = () => Number(this.element.elements[`${prefix}TOTAL_FORMS`]?.value);
    const isStored = (name) => name.startsWith(prefix) && name.endsWith("-id");
    const changed = this.controls().some(({ name, value }) => isStored(name) && (fields.get(name) ?? "") !== value);
    if (changed || fields.get(`${prefix}INITIAL_FORMS`) !== this.element.elements[`${prefix}INITIAL_FORMS`]?.value) {
      return false;
    }
    for (let missing = fields.get(`${prefix}TOTAL_FORMS`) - rows(); missing > 0; missing -= 1) {
      document.getElementById(`${prefix}group`)?.querySelector(".add-row a")?.click();
    }
    return rows() >= fields.get(`${prefix}TOTAL_FORMS`);
  }

  // Whether the draft holds anything else than the server does. The browser may have filled in the form itself.
  differs(draft) {
    const now = new Map(this.controls().map((control) => [keyOf(control), control]));
    return Object.entries(draft.fields).some(([key, value]) => {
      const control = now.get(key);
      const counts = control?.type !== "hidden" || control.closest(".inline-group");
      return counts && !(control && isSame(value, valueFromServer(control)));
    });
  }

  drop() {
    this.isDropped = true;
    delete this.element.dataset.unsaved;
  }
}

function nameOf(control) {
  return control.labels?.[0]?.textContent.replace(/:\s*$/, "").trim() ?? control.name;
}

// By the clock of the institute, as all times in the form are.
function written(draft) {
  const { timeZone } = words.dataset;
  const [day, today] = [draft.at, Date.now()].map((at) => new Date(at).toLocaleDateString("en", { timeZone }));
  const style = { timeZone, timeStyle: "short", hourCycle: "h23", ...(day === today ? {} : { dateStyle: "medium" }) };
  return new Date(draft.at).toLocaleString(document.documentElement.lang, style);
}

function notice(kind, draft = null) {
  const box = words.content.querySelector(`[data-draft-notice=${kind}]`).cloneNode(true);
  for (const time of box.querySelectorAll("time")) time.textContent = written(draft);
  return box;
}

function bringBack(form, draft) {
  const box = notice("restored", draft);
  const left = form.restore(draft);
  box.querySelector("[data-left]").hidden = !left.length;
  box.querySelector("[data-left] span").textContent = left.join(", ");
  box.querySelector("[data-drop]").addEventListener("click", () => {
    draft.remove();
    form.drop();
    location.replace(location.pathname + location.search);
  });
  form.element.before(box);
}

function offer(form, draft) {
  const box = notice("offered", draft);
  box.querySelector("[data-bring]").addEventListener("click", () => {
    box.remove();
    bringBack(form, draft);
  });
  box.querySelector("[data-drop]").addEventListener("click", () => {
    box.remove();
    draft.remove();
  });
  form.element.before(box);
}

function open(form) {
  form.listen();
  // One that the server names was written into the form of a record that is deleted by now.
  const named = new URLSearchParams(location.search).get("_draft");
  const belongs = ({ id, address }) => address === form.address || id === named;
  const drafts = all().filter((draft) => draft.user === user && belongs(draft));
  if (form.isRefused) {
    const own = drafts.find((draft) => draft.tab === tab);
    if (own) form.id = own.id;
    return;
  }
  for (const draft of drafts.filter((each) => !form.differs(each))) draft.remove();
  const left = drafts.filter((draft) => form.differs(draft));
  const own = left.find((draft) => draft.id === named) ?? left.find((draft) => draft.tab === tab);
  if (own) bringBack(form, own);
  else if (left.length) offer(form, left[0]);
}

function logOut(event, form) {
  const own = all().filter((draft) => draft.user === user);
  if (own.length && !window.confirm(words.dataset.logOut)) {
    event.preventDefault();
    return;
  }
  for (const draft of own) draft.remove();
  form?.drop();
}

function signIn() {
  const next = document.querySelector("#login-form input[name=next]")?.value;
  if (!next) return;
  const address = addressOf(new URL(next, location));
  const draft = all().find((each) => each.tab === tab && each.address === address);
  if (draft) document.getElementById("login-form").before(notice("login", draft));
}

forget();
if (user) {
  const element = document.querySelector(".change-form #content-main > form, form[data-draft]");
  const isKept = element && !element.elements._popup;
  const form = isKept ? new Form(element) : null;
  // After the scripts that add rows, turn selects into search fields, and listen to changes.
  const whenReady = window.django?.jQuery ?? ((act) => document.addEventListener("DOMContentLoaded", act));
  if (form) whenReady(() => open(form));
  document.getElementById("logout-form")?.addEventListener("submit", (event) => logOut(event, form));
} else {
  signIn();
}
