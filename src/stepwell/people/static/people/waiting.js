// Asks every second how far an import is, and opens its result when it is finished.

const box = document.querySelector("[data-waiting]");

async function look() {
  try {
    const response = await fetch(box.dataset.waiting);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const now = page.querySelector("[data-waiting]");
    if (!response.ok || !now || page.querySelector("h1").textContent !== document.querySelector("h1").textContent) {
      location.reload();
      return;
    }
    box.querySelector("[data-waiting-text]").textContent = now.querySelector("[data-waiting-text]").textContent;
    box.querySelector("progress").value = now.querySelector("progress").value;
  } catch {
    // The connection is away: ask again.
  }
  setTimeout(look, 1000);
}

setTimeout(look, 1000);
