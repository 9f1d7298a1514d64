// Warns before a page with unsaved changes is left, and sends a form only once.

const form = document.querySelector("#content-main > form");

if (form) {
  let changed = Boolean(document.querySelector(".errornote, [data-unsaved]"));
  let sent = false;

  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("change", () => {
    changed = true;
  });
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sent) event.preventDefault();
  });
  // Coming back by the browser's button shows the form as it was, ready to be sent again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
