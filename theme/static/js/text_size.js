// The reader's text size, before the first paint; kept in this browser only.
const root = document.documentElement;
const sizes = ["nho", "lon", "rat-lon"];

function saved() {
  try {
    return localStorage.getItem("co-chu") || "";
  } catch {
    return "";
  }
}

function apply(size) {
  if (sizes.includes(size)) root.dataset.text = size;
  else delete root.dataset.text;
  for (const button of document.querySelectorAll("[data-text-size] button")) {
    const shown = (root.dataset.text || "").replace("rat-", "");
    button.setAttribute("aria-pressed", String(button.value === shown));
  }
}

function show() {
  for (const group of document.querySelectorAll("[data-text-size]")) group.hidden = false;
  apply(saved());
}

// This script runs before the first paint; others ask whether that has been.
requestAnimationFrame(() => {
  self.isDrawn = true;
});
apply(saved());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
else show();
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-text-size] button");
  if (!button) return;
  // A+ once more: larger still.
  const again = button.value === "lon" && (root.dataset.text || "").endsWith("lon");
  const size = again ? "rat-lon" : button.value;
  try {
    localStorage.setItem("co-chu", size);
  } catch {
    // A browser that keeps nothing still changes this page.
  }
  apply(size);
});
