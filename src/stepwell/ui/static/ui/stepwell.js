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
