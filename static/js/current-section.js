// Marks in the contents of a page which of its parts the reader has reached.
const links = new Map();
for (const link of document.querySelectorAll("[data-contents] a")) {
  const part = document.getElementById(link.hash.slice(1));
  if (part) links.set(part, link);
}

// The upper third of the window is where one reads.
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) links.get(target).setAttribute("aria-current", "true");
      else links.get(target).removeAttribute("aria-current");
    }
  },
  { rootMargin: "-20% 0px -79% 0px" },
);
for (const part of links.keys()) observer.observe(part);
