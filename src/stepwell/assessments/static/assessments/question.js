// Shows the question that is chosen in its box. Without this file the box shows it after the next save.

const shown = document.getElementById("question");
document.querySelector("form[data-autosave]").addEventListener("change", ({ target }) => {
  if (target.name === "prompt") shown.textContent = target.labels[0].textContent;
});
