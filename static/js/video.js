// A poster becomes the player of the site that has the video. Before that nothing is asked of that site.
for (const poster of document.querySelectorAll("a[data-player]:not([data-ready])")) {
  poster.dataset.ready = "";
  poster.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.className = "video__frame";
    frame.src = poster.dataset.player;
    frame.title = poster.textContent.trim();
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    poster.replaceWith(frame);
    frame.focus();
  });
}
