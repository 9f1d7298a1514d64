// An event that has dates only shows no fields for hours.

document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("id_all_day");
  if (!box) return;
  const show = () => box.closest("fieldset").classList.toggle("is-all-day", box.checked);
  box.addEventListener("change", show);
  show();
});
