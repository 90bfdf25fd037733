// The search page: the form, the address and the results. Files of the index are asked for
// newest first; what they hold is shown while older ones are on their way.
import { MOST, parse, variants } from "./search-words.js";
import { open } from "./search-index.js";
import { better, match } from "./search-match.js";
import { finder } from "./search-excerpt.js";
import { makeResult } from "./search-result.js";

const STEP = 10;
const root = document.querySelector("[data-search]");
const part = (name) => root.querySelector(`[data-search-${name}]`);
const form = part("form");
const lists = [part("found"), part("near")];
const number = new Intl.NumberFormat("vi");
const title = document.title;
let turn = 0;

function asked() {
  const wanted = new URLSearchParams(location.search);
  const get = (name) => wanted.get(name) || "";
  return { q: get("q"), section: get("muc"), year: get("nam"), strict: get("dau") === "1" };
}

function address({ q, section, year, strict }) {
  const wanted = new URLSearchParams({ q });
  if (section) wanted.set("muc", section);
  if (year) wanted.set("nam", year);
  if (strict) wanted.set("dau", "1");
  return `${location.pathname}?${wanted}`;
}

const named = (q) => `“${q.trim().length > 60 ? `${q.trim().slice(0, 60)}…` : q.trim()}”`;

function summary({ query, first, near, done, missing, long }) {
  const q = named(query.q);
  const parts = [...new Set(missing.map((each) => each.name))].join(", ");
  const cut = long ? ` Chỉ tìm theo ${MOST} từ đầu.` : "";
  const lost = cut + (parts ? ` Chưa đọc được phần ${parts}: số kết quả có thể thiếu.` : "");
  if (!done) return `Đã thấy ${number.format(first + near)} kết quả cho ${q}. Đang tìm tiếp trong tin cũ hơn…`;
  if (first && near) return `Có ${number.format(first)} kết quả cho ${q}, và ${number.format(near)} kết quả có đủ các từ ấy nhưng không liền nhau.${lost}`;
  if (first) return `Có ${number.format(first)} kết quả cho ${q}.${lost}`;
  if (near) return `Không có nơi nào viết liền ${q}. Có ${number.format(near)} kết quả có đủ các từ ấy.${lost}`;
  const limits = query.section || query.year || query.strict;
  return `Không tìm thấy gì cho ${q}. Thử bớt từ${limits ? ", bỏ bớt điều kiện lọc" : ""}, hoặc gõ không dấu.${lost}`;
}

// The newest month with its year, and the pages; then the older years, some at a time.
function waves(periods) {
  const dated = periods.filter(({ name }) => /^\d/.test(name));
  const found = [[...dated.slice(0, 2), ...periods.filter((period) => !dated.includes(period))]];
  for (let at = 2; at < dated.length; at += 3) found.push(dated.slice(at, at + 3));
  return found;
}

function say(text) {
  if (part("status").textContent !== text) part("status").textContent = text;
}

function clear() {
  for (const list of lists) {
    list.hidden = true;
    list.querySelector("ol").textContent = "";
  }
  part("meant").hidden = part("more").hidden = part("again").hidden = true;
}

// Shows the first results of `state`; those already looked at stay where they are.
async function draw(state, mine) {
  const { hits, shown } = state;
  const near = hits.some((hit) => hit.near);
  const ranked = hits.filter((hit) => hit.near || !near).sort(better);
  state.first = ranked.filter((hit) => hit.first).length;
  state.near = ranked.length - state.first;
  const looking = lists.some((list) => list.contains(document.activeElement)) || scrollY > innerHeight / 2;
  const first = looking ? state.drawn.filter((hit) => ranked.includes(hit)) : [];
  const wanted = [...first, ...ranked.filter((hit) => !first.includes(hit))].slice(0, shown);
  const made = await Promise.all(
    wanted.map((hit) => state.items.get(hit) || makeResult(hit, state).catch(() => void state.missing.push(hit.period))),
  );
  if (mine !== turn) return;
  wanted.forEach((hit, n) => made[n] && state.items.set(hit, made[n]));
  state.drawn = wanted.filter((hit) => state.items.has(hit));
  for (const list of lists) {
    const items = state.drawn.filter((hit) => hit.first === (list === lists[0])).map((hit) => state.items.get(hit));
    const box = list.querySelector("ol");
    if (items.length !== box.children.length || items.some((item, n) => item !== box.children[n])) {
      box.textContent = "";
      box.append(...items);
    }
    list.hidden = !items.length;
  }
  part("more").hidden = !state.done || ranked.length <= shown;
}

async function answer(query, shown) {
  const mine = ++turn;
  const words = parse(query.q);
  const asking = query.q.trim() !== "";
  part("months").hidden = asking;
  document.title = asking ? `${named(query.q)} · ${title}` : title;
  if (!words.length) {
    clear();
    part("months").hidden = false;
    return say(asking ? "Hãy gõ ít nhất một chữ hoặc một số." : "");
  }
  say("Đang tìm…");
  let manifest;
  try {
    manifest = await open(root.dataset.search);
  } catch {
    if (mine !== turn) return;
    clear();
    part("again").hidden = part("months").hidden = false;
    return say("Chưa tải được chỉ mục tìm kiếm, có lẽ do mất mạng. Bạn thử lại, hoặc xem tin theo tháng.");
  }
  if (mine !== turn) return;
  clear();
  const all = variants(words, manifest.abbreviations);
  const options = { strict: query.strict, section: query.section };
  const state = { query, shown, hits: [], items: new Map(), drawn: [], missing: [], done: false };
  Object.assign(state, { find: finder(all, query.strict), sections: manifest.sections, long: words.length === MOST });
  const periods = manifest.periods.filter(({ name }) => !query.year || name.startsWith(query.year));
  for (const wave of waves(periods)) {
    const answers = await Promise.all(
      wave.map((period) => match(period, all, options).then((value) => ({ value }), () => ({ reason: true }))),
    );
    if (mine !== turn) return;
    answers.forEach(({ value, reason }, n) => {
      if (reason) state.missing.push(wave[n]);
      else state.hits = state.hits.concat(value);
    });
    if (!state.hits.length) continue;
    const first = !state.drawn.length;
    await draw(state, mine);
    if (mine !== turn) return;
    if (first) say(summary(state));
  }
  state.done = true;
  await draw(state, mine);
  if (mine !== turn) return;
  part("again").hidden = !state.missing.length;
  part("more").onclick = () => more(state, mine);
  say(summary(state));
  if (!state.hits.length) part("months").hidden = false;
  // Marks that stand nowhere like this, or nothing at all: something else was meant.
  const marked = words.some((word) => word.form !== word.key);
  if (state.hits.some((hit) => hit.near && (hit.exact || !marked))) return;
  const likely = { section: query.section, letters: !state.hits.length };
  const meant = await import("./search-suggest.js")
    .then(({ suggest }) => suggest(words, manifest, periods, likely))
    .catch(() => undefined);
  if (meant && mine === turn) mean(query, meant);
}

function mean(query, meant) {
  const link = part("meant").querySelector("a");
  link.textContent = meant;
  link.href = address({ ...query, q: meant });
  part("meant").hidden = false;
}

async function more(state, mine) {
  const at = state.drawn.length;
  state.shown += STEP;
  history.replaceState({ shown: state.shown }, "");
  await draw(state, mine);
  const next = state.drawn[at];
  if (next) state.items.get(next).querySelector("a").focus();
}

// Fills the form from the address and answers.
function read(shown = STEP) {
  const query = asked();
  form.q.value = query.q;
  form.muc.value = query.section;
  form.nam.value = query.year;
  if (form.muc.selectedIndex < 0) form.muc.value = query.section = "";
  if (form.nam.selectedIndex < 0) form.nam.value = query.year = "";
  form.dau.checked = query.strict;
  answer(query, shown);
}

function go(query) {
  const next = address(query);
  if (next !== location.pathname + location.search) history.pushState(null, "", next);
  read();
}

const typed = () => ({ q: form.q.value, section: form.muc.value, year: form.nam.value, strict: form.dau.checked });

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(typed());
});
part("options").addEventListener("change", () => go(typed()));
part("again").addEventListener("click", () => read());
part("meant").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ ...typed(), q: link.textContent });
});
addEventListener("popstate", (event) => read(event.state ? event.state.shown : undefined));
part("options").hidden = part("options").disabled = false;
read(history.state ? history.state.shown : undefined);
