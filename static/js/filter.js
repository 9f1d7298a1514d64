// Applies each choice of a filter at once. Without this script, or without an answer, its button does.
for (const form of document.querySelectorAll("form[data-filter]")) {
  const status = form.querySelector("[role=status]");
  let latest = 0;

  const address = () => {
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    return chosen.length ? `${form.action}?${new URLSearchParams(chosen)}` : form.action;
  };

  form.classList.add("is-live");
  form.addEventListener("change", async () => {
    const mine = ++latest;
    const wanted = address();
    const answer = await fetch(wanted).catch(() => null);
    if (mine !== latest) return;
    if (!answer?.ok) {
      form.requestSubmit();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== latest) return;
    document.querySelector("[data-filtered]").replaceWith(page.querySelector("[data-filtered]"));
    const all = form.querySelector("[data-all]");
    if (all) all.hidden = page.querySelector("[data-all]").hidden;
    for (const link of document.querySelectorAll("a[hreflang]")) {
      link.href = page.querySelector(`a[hreflang="${link.hreflang}"]`).href;
    }
    document.title = page.title;
    history.replaceState(null, "", wanted);
    status.textContent = document.querySelector("[data-told]")?.textContent.trim() ?? page.title;
  });
}
