// Shows when something takes place on the reader's own clocks, where they differ from those of the place.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;

function written(start, end, timeZone) {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  });
  return format.formatRange(start, end);
}

for (const line of document.querySelectorAll("[data-starts]")) {
  const start = new Date(line.dataset.starts);
  const end = new Date(line.dataset.ends);
  const own = written(start, end);
  if (own !== written(start, end, line.dataset.zone)) {
    line.querySelector("span").textContent = own;
    line.hidden = false;
  }
}
