// Urgent notices. A page that does not hold them fetches them; where that fails, what stands there stays.
// After the first paint nothing moves: a late notice stands at the foot of the window, and one that is
// over leaves its room empty. The next page in this tab shows all of them at once, from sessionStorage.
const KEPT = "thong-bao"; // those of the last page in this tab: shown before the first paint
const isDue = (until) => !until || Date.now() < until;
// The browser tells of its first paint some time later; text_size.js, which runs before it, knows at once.
const isSeen = () => self.isDrawn || performance.getEntriesByType("paint").length > 0;

function stored(text) {
  try {
    if (text !== undefined) sessionStorage.setItem(KEPT, text);
    return sessionStorage.getItem(KEPT);
  } catch {
    return null; // a browser that stores nothing shows them a moment later
  }
}

// A piece of the text, as components/words.html draws it.
function piece([words, kind, href]) {
  if (!kind) return words;
  const element = document.createElement(href ? "a" : "span");
  element.className = kind;
  element.textContent = words;
  if (href) element.href = href;
  return element;
}

function end(item) {
  if (isSeen() && !item.closest(".notice-late")) item.classList.add("notice--over");
  else item.remove();
}

function written(pattern, notice) {
  const item = pattern.cloneNode(true);
  item.className = "notice notice--" + notice.kind;
  item.setAttribute("aria-label", notice.label);
  item.says = JSON.stringify(notice);
  item.querySelector("strong").textContent = notice.word + ":";
  item.querySelector("span").append(...(notice.pieces || [[notice.text]]).map(piece));
  const link = item.querySelector("p > a");
  if (notice.href) link.href = notice.href;
  else {
    link.previousSibling.remove(); // the space before it
    link.remove();
  }
  return item;
}

function draw(box, text) {
  if (!text) return;
  const [pattern, foot] = Array.from(box.querySelector("template").content.children);
  const due = JSON.parse(text).notices.filter(({ until }) => isDue(until)).map((each) => written(pattern, each));
  const there = Array.from(box.querySelectorAll(".notice"));
  there.filter((item) => !due.some((each) => each.says === item.says)).forEach(end);
  const fresh = due.filter((each) => !there.some((item) => each.says === item.says));
  if (!fresh.length) return;
  if (!isSeen()) {
    box.append(...fresh);
    return;
  }
  const late = foot.cloneNode(true);
  late.prepend(...fresh);
  late.querySelector("button").addEventListener("click", () => late.remove());
  box.append(late);
}

function show() {
  const box = document.querySelector("[data-notices]");
  if (!box) return;
  box.querySelectorAll("[data-until]").forEach((item) => isDue(+item.dataset.until) || end(item));
  if (!box.dataset.notices) return;
  draw(box, stored());
  fetch(box.dataset.notices)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject()))
    .then((text) => {
      draw(box, text);
      stored(text); // only what could be drawn
    })
    .catch(() => {});
}

// This script may run while the page is still loading. The box is whole once <main>, which follows it, is there.
function start() {
  if (document.querySelector("main") || document.readyState !== "loading") show();
  else requestAnimationFrame(start);
}
start();
