// Copies the text of a field, and says so beside it. Without the right to do that it selects the text.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return;
  }
  button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
});
