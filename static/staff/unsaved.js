// Warns before a page with unsaved changes is left, and sends a form only once.
// The attribute `data-unsaved` of the form says to other scripts, and is told by them, that there are any.

const form = document.querySelector("#content-main > form");

if (form) {
  let sent = false;
  const mark = () => {
    form.dataset.unsaved = "";
  };
  if (document.querySelector(".errornote, [data-unsaved]")) mark();

  form.addEventListener("input", mark);
  form.addEventListener("change", mark);
  window.django?.jQuery(form).on("select2:select select2:unselect", mark); // search fields tell jQuery alone
  form.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirmUnsaved;
    const isRefused = question && "unsaved" in form.dataset && !window.confirm(question);
    if (sent || isRefused) event.preventDefault();
    else if (!event.submitter?.formTarget) sent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if ("unsaved" in form.dataset && !sent) event.preventDefault();
  });
  // Coming back by the browser's button shows the form as it was, ready to be sent again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
