// Shows what is expected of the role as soon as somebody has placed themselves: their own view comes first.
// Without this file it is there when the page is next opened, and on "Check your answers".

const box = document.getElementById("expected");
document.querySelector("form[data-autosave]").addEventListener("stepwell:saved", ({ detail }) => {
  if (!detail.expected || box.childElementCount) return;
  box.innerHTML = detail.expected; // made by the same template as the page
  document.getElementById("expected-status").textContent = box.querySelector(".as-expected__level").textContent;
});
