// Does the work that the contact form asks of a browser while its visitor writes. Where this can't be done,
// for want of https or of workers, the form goes without it, and the next page asks the visitor instead.
(() => {
  const FRESH = 50 * 60_000; // a challenge is good for an hour
  const WRITING = 3000; // what arrives sooner after its challenge is taken for a program's
  const PATIENCE = 20_000;
  const form = document.querySelector("form[data-challenge]");
  const field = form.elements.proof;
  const status = form.querySelector("[data-wait]");
  let work, begun, isSending;

  async function solve() {
    const answer = await fetch(form.dataset.challenge, { credentials: "omit" });
    const challenge = await answer.json();
    const written = new Promise((resolve) => setTimeout(resolve, WRITING));
    const worker = new Worker(form.dataset.worker);
    try {
      const solution = await new Promise((found, failed) => {
        worker.onmessage = ({ data }) => found(data);
        worker.onerror = failed;
        worker.postMessage(challenge.parameters);
      });
      await written;
      return btoa(JSON.stringify({ challenge, solution }));
    } finally {
      worker.terminate();
    }
  }

  function begin() {
    if (!work || Date.now() - begun > FRESH) {
      begun = Date.now();
      work = window.Worker && window.crypto.subtle ? solve().catch(() => "") : Promise.resolve("");
    }
    return work;
  }

  function startAgain() {
    work = isSending = undefined;
    field.value = status.textContent = "";
  }

  // Browsers open the band that holds what an address points to; older ones are told to.
  const band = form.closest("details");
  function openIfAsked() {
    if (band && location.hash === "#write") band.open = true;
  }
  openIfAsked();
  window.addEventListener("hashchange", openIfAsked);

  form.addEventListener("focusin", begin);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    status.textContent = status.dataset.wait;
    const giveUp = new Promise((resolve) => setTimeout(resolve, PATIENCE, ""));
    field.value = await Promise.race([begin(), giveUp]);
    form.submit();
  });
  // Back to the form from the page after it: what was sent is used up.
  window.addEventListener("pageshow", startAgain);
})();
