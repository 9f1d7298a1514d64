// Splitting a person: ticks for a whole group, and both people as they would be, after every change.

const form = document.querySelector("[data-split]");
const PAUSE_MS = 300;

if (form) {
  const groups = [...form.querySelectorAll("[data-group]:has([data-tick-group])")];
  const rows = (group) => [...group.querySelectorAll("[name=appearances]")];
  let pending = null;
  let timer = 0;

  function mark() {
    for (const group of groups) {
      const ticks = rows(group);
      const ticked = ticks.filter((tick) => tick.checked).length;
      const all = group.querySelector("[data-tick-group]");
      all.checked = ticked === ticks.length;
      all.indeterminate = ticked > 0 && ticked < ticks.length;
    }
  }

  async function show(parts, values = {}) {
    clearTimeout(timer);
    pending?.abort();
    pending = new AbortController();
    const data = new FormData(form);
    for (const [name, value] of Object.entries({ live: "1", ...values })) data.set(name, value);
    try {
      const answer = await fetch(location.href, { method: "POST", body: data, signal: pending.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of parts) {
        const fresh = page.getElementById(part);
        if (fresh) document.getElementById(part).replaceWith(fresh);
      }
    } catch {
      // Overtaken by a later change, or no connection: what is shown stays.
    }
  }

  const fill = () => show(["split-name", "split-preview"], { fill: "1" });

  form.querySelector("[data-without-script]").hidden = true;
  for (const group of groups) group.querySelector("[data-tick-group]").hidden = false;
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-tick-group]")) {
      for (const tick of rows(event.target.closest("[data-group]"))) tick.checked = event.target.checked;
    }
    mark();
    clearTimeout(timer);
    if (event.target.name === "spelling") fill();
    else timer = setTimeout(() => show(["split-preview"]), PAUSE_MS);
  });
  form.addEventListener("click", (event) => {
    if (event.target.name !== "fill") return;
    event.preventDefault();
    fill();
  });
  window.addEventListener("pageshow", mark);
}
