// Shows when something takes place on the reader's own clocks, where they differ from those of the place.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const comma = language.startsWith("zh") ? " " : ", ";

// Not by formatRange(), which drops the words of a long date in Chinese.
function written(start, end, timeZone) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone });
  const time = new Intl.DateTimeFormat(language, { timeStyle: "short", hourCycle: "h23", timeZone });
  // «г.» stays beside its year, and a dash at the end of its line.
  const whole = (moment) => day.format(moment).replace(" г.", "\u00a0г.") + comma + time.format(moment);
  const isOneDay = day.format(start) === day.format(end);
  return isOneDay ? `${whole(start)}–${time.format(end)}` : `${whole(start)}\u00a0– ${whole(end)}`;
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
