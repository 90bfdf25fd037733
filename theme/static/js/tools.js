// Shows the tools, which need scripts, and prints.
for (const tools of document.querySelectorAll("[data-tools]")) {
  tools.hidden = false;
  tools.querySelector("[data-print]").addEventListener("click", () => print());
}
