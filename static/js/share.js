// The line below an article: copies its address or a citation, and offers what the device shares with.
const bar = document.querySelector("[data-sharing]");
const status = bar?.querySelector("[data-copied]");

async function copy(button) {
  const label = button.querySelector("span");
  const before = label.textContent;
  await navigator.clipboard.writeText(button.dataset.copy);
  label.textContent = status.textContent = status.dataset.copied;
  setTimeout(() => {
    label.textContent = before;
    status.textContent = "";
  }, 2500);
}

if (bar && navigator.clipboard) {
  for (const button of bar.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    if (button.dataset.label) button.querySelector("span").textContent = button.dataset.label;
    button.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // A browser that forbids it leaves the link as it is.
      if (button.querySelector("span").textContent !== status.dataset.copied) {
        copy(button).catch(() => button.href && location.assign(button.href));
      }
    });
  }
}

if (bar && navigator.share) {
  const button = bar.querySelector("[data-share]");
  button.hidden = false;
  button.addEventListener("click", () => {
    // Whoever closes the device's dialog without sharing has done nothing wrong.
    navigator.share({ title: bar.dataset.title, url: bar.dataset.address }).catch(() => {});
  });
}
