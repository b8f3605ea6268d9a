// What the rater's pages need of a script: a summary of errors takes the focus, and a button works once.

document.querySelector(".govuk-error-summary")?.focus();

document.addEventListener("submit", (event) => {
  const once = event.submitter?.dataset.preventDoubleClick === "true";
  if (once && event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = once ? "yes" : "";
});
