// Urgent words. A page that does not have them brings them; where that fails, what stands there stays.
const KEPT = "thong-bao"; // those of the last page in this tab: shown before the first paint
const isDue = (until) => !until || Date.now() < until;

function kept(text) {
  try {
    if (text !== undefined) sessionStorage.setItem(KEPT, text);
    return sessionStorage.getItem(KEPT);
  } catch {
    return null; // a browser that keeps nothing shows them a moment later
  }
}

// As components/words.html draws it.
function piece([words, kind, href]) {
  if (!kind) return words;
  const element = document.createElement(href ? "a" : "span");
  element.className = kind;
  element.textContent = words;
  if (href) element.href = href;
  return element;
}

function draw(box, text) {
  if (!text || box.dataset.shown === text) return;
  const pattern = box.querySelector("template").content.firstElementChild;
  const items = JSON.parse(text).notices.filter(({ until }) => isDue(until)).map((notice) => {
    const item = pattern.cloneNode(true);
    item.className = "notice notice--" + notice.kind;
    item.setAttribute("aria-label", notice.label);
    item.querySelector("strong").textContent = notice.word + ":";
    item.querySelector("span").append(...(notice.pieces || [[notice.text]]).map(piece));
    const link = item.querySelector("p > a");
    if (notice.href) link.href = notice.href;
    else {
      link.previousSibling.remove(); // the space before it
      link.remove();
    }
    return item;
  });
  box.querySelectorAll(".notice").forEach((old) => old.remove());
  box.append(...items);
  box.dataset.shown = text;
}

function show() {
  const box = document.querySelector("[data-notices]");
  if (!box) return;
  box.querySelectorAll("[data-until]").forEach((item) => isDue(+item.dataset.until) || item.remove());
  if (!box.dataset.notices) return;
  draw(box, kept());
  fetch(box.dataset.notices)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject()))
    .then((text) => {
      draw(box, text);
      kept(text); // only what could be drawn
    })
    .catch(() => {});
}

if (document.querySelector("[data-notices]") || document.readyState !== "loading") show();
else document.addEventListener("DOMContentLoaded", show);
