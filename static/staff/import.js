// Goes on with the check of a list by itself; without this script the button does it.
// Whoever looks an organisation up has chosen it, and no longer once another answer is chosen.

const form = document.querySelector("[data-import-progress]");

if (form) {
  const bar = form.querySelector("progress");
  const button = form.querySelector("button");
  button.hidden = true;
  let goesOn = true;
  try {
    while (goesOn) {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(form),
      });
      if (!response.ok) throw new Error(response.statusText);
      const step = await response.json();
      bar.max = step.total;
      bar.value = step.done;
      goesOn = step.goes_on;
    }
    location.reload();
  } catch {
    button.hidden = false;
    form.querySelector("[data-import-failed]").hidden = false;
  }
}

const PLACE = "[data-looked-up]";
const jQuery = window.django?.jQuery;

jQuery?.(document).on("select2:select", `${PLACE} select`, ({ target }) => {
  target.closest(PLACE).querySelector("[type=radio]").checked = true;
});
jQuery?.(document).on("select2:clear", `${PLACE} select`, ({ target }) => {
  const before = target.closest("fieldset").querySelector("[type=hidden]").value;
  target.closest("fieldset").querySelector(`[type=radio][value="${before}"]`).checked = true;
});
document.addEventListener("change", ({ target }) => {
  const field = target.matches("[type=radio]") && target.closest("fieldset")?.querySelector(`${PLACE} select`);
  if (field && target.value !== "other") jQuery(field).val(null).trigger("change.select2");
});
