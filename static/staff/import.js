// Goes on with the check of a list by itself; without this script the button does it.

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
