// "Copy" beside an address. Without a script, or where the browser refuses, the address can be marked and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const address = document.getElementById(button.dataset.copy);
  const said = document.getElementById("feed-copied");
  address.addEventListener("focus", () => address.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address.value);
      said.textContent = "Copied";
    } catch {
      address.focus();
      said.textContent = "The address is marked: copy it with your keyboard or by a long press";
    }
  });
}
