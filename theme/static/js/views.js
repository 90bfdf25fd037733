// Counts this view once, when the page is seen, and shows newer numbers. Where anything fails, the
// numbers in the page stay.
const story = document.querySelector("[data-views]");
const listed = [...document.querySelectorAll("[data-views-of]")];
const visits = document.querySelector("[data-visits]");
const written = new Intl.NumberFormat("vi");

const ask = (path, method) =>
  fetch(`/api/v1/${path}`, { method, keepalive: method === "POST" }).then((answer) => answer.json());

// The larger of the two: the page may be newer than the service's number, or older.
const show = (box, number) => {
  const slot = box.querySelector("[data-views-number]");
  if (!(number > slot.textContent.replace(/\D/g, ""))) return;
  slot.textContent = written.format(number);
  box.hidden = false;
};

const count = async () => {
  if (story) return show(story, (await ask(`views/${story.dataset.views}`, "POST")).views);
  const now = await ask("visits", "POST");
  if (!visits) return;
  for (const name in now) visits.querySelector(`[data-visits-${name}]`).textContent = written.format(now[name]);
  visits.querySelector("[data-visits-time]").hidden = true;
};

const refresh = async () => {
  const ids = [...new Set(listed.map((box) => box.dataset.viewsOf))].slice(0, 50);
  if (!ids.length) return;
  const numbers = await ask(`views?${ids.map((id) => `id=${id}`).join("&")}`);
  for (const box of listed) show(box, numbers[box.dataset.viewsOf]);
};

let begun = navigator.webdriver; // a program drives this browser
const begin = () => {
  if (begun || document.prerendering || document.hidden) return;
  begun = true;
  count().catch(() => {});
  refresh().catch(() => {});
};
document.addEventListener("visibilitychange", begin);
document.addEventListener("prerenderingchange", begin);
begin();
