// Enhancements only: every page works without this file.

const body = document.body;
body.classList.add("js-enabled", "govuk-frontend-supported");

// The address carries the file's hash, so the page names it and this file does not have to.
const govuk = document.getElementById("govuk-frontend");
if (govuk) {
  const { initAll } = await import(govuk.href);
  initAll();
}

closeMenus();
forgetOnSignOut();
keepRadiosPlain();
nameScrollingFrames();
openForPrinting();

// A menu closes on Escape, and when somebody clicks or tabs away from it.
function closeMenus() {
  const menus = [...document.querySelectorAll(".sw-menu")];
  const closeOthers = (target) => menus.filter((menu) => !menu.contains(target)).forEach((menu) => (menu.open = false));
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  for (const menu of menus) {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }
}

// GOV.UK's script tells of a radio that it is expanded, which the role does not allow: what opens follows it at once.
function keepRadiosPlain() {
  const strip = (radio) => radio.removeAttribute("aria-expanded");
  const observer = new MutationObserver((changes) => changes.forEach((change) => strip(change.target)));
  for (const radio of document.querySelectorAll(".govuk-radios__input[aria-controls]")) {
    strip(radio);
    observer.observe(radio, { attributeFilter: ["aria-expanded"] });
  }
}

// A frame that scrolls can be reached by keyboard and has a name; one that does not is no stop on the way.
function nameScrollingFrames() {
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));
  document.querySelectorAll(".sw-scroll:not([aria-label])").forEach((frame) => observer.observe(frame));

  function mark(frame) {
    const scrolls = frame.scrollWidth > frame.clientWidth;
    const name = frame.querySelector("caption")?.textContent.trim() || "Table";
    for (const [attribute, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", name]]) {
      scrolls ? frame.setAttribute(attribute, value) : frame.removeAttribute(attribute);
    }
  }
}

// On paper nothing can be opened any more.
function openForPrinting() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
}

// What a page kept in this browser because it could not be saved is for whoever is signed in, and nobody after.
function forgetOnSignOut() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".sw-menu__account form")) return;
    for (const name of ["localStorage", "sessionStorage"]) {
      try {
        Object.keys(window[name])
          .filter((key) => key.startsWith("stepwell:"))
          .forEach((key) => window[name].removeItem(key));
      } catch {}
    }
  });
}
