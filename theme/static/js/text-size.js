// The reader's text size, before the first paint; kept in this browser only.
const root = document.documentElement;
const sizes = ["nho", "lon"];

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
    button.setAttribute("aria-pressed", String(button.value === (root.dataset.text || "")));
  }
}

function show() {
  for (const group of document.querySelectorAll("[data-text-size]")) group.hidden = false;
  apply(saved());
}

apply(saved());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
else show();
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-text-size] button");
  if (!button) return;
  try {
    localStorage.setItem("co-chu", button.value);
  } catch {
    // A browser that keeps nothing still changes this page.
  }
  apply(button.value);
});
