// The page of the search: its form, its address, its results. Files of the index are asked for
// newest first, and what they hold is shown while older ones are still loading.
import { MOST, parse, variants } from "./search_words.js";
import { forget, open } from "./search_index.js";
import { better, match } from "./search_match.js";
import { finder } from "./search_excerpt.js";
import { makeResult } from "./search_result.js";
import { suggest } from "./search_suggest.js";
import { named, summary } from "./search_summary.js";

const STEP = 10;
const FIRST = 3; // results on a first screen: nothing is shown before these are filled
const QUICK = 1500; // milliseconds: on a line that answers sooner, quotes are loaded from the stories too
const root = document.querySelector("[data-search]");
const part = (name) => root.querySelector(`[data-search-${name}]`);
const form = part("form");
const lists = [part("found"), part("near")];
const title = document.title;
let latest = 0; // the number of the last question: answers to an older one are dropped

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

// Which periods are asked for together: the newest documents and the newest block, then each older block.
const batches = (periods) => [periods.slice(0, 2), ...periods.slice(2).map((period) => [period])];

function announce(text) {
  if (part("status").textContent !== text) part("status").textContent = text;
}

function clear() {
  for (const list of lists) {
    list.hidden = true;
    list.querySelector("ol").textContent = "";
  }
  part("meant").hidden = part("more").hidden = part("again").hidden = true;
}

// Shows the first results of `state`. Once somebody reads them, those that stand stay where they are.
async function draw(state, question) {
  const { hits, shown, items } = state;
  const near = hits.some((hit) => hit.near);
  const ranked = hits.filter((hit) => (hit.near || !near) && !state.dropped.has(hit)).sort(better);
  state.first = ranked.filter((hit) => hit.first).length;
  state.near = ranked.length - state.first;
  const looking = lists.some((list) => list.contains(document.activeElement)) || scrollY > innerHeight / 2;
  const first = looking ? state.drawn.filter((hit) => ranked.includes(hit)) : [];
  const wanted = [...first, ...ranked.filter((hit) => !first.includes(hit))].slice(0, shown);
  for (const hit of wanted) {
    if (!items.has(hit)) items.set(hit, makeResult(hit, state, () => drop(state, hit, question)));
  }
  const filled = wanted.slice(0, FIRST).map((hit) => items.get(hit).fill().catch(() => drop(state, hit)));
  await Promise.all(filled);
  if (question !== latest) return;
  state.drawn = wanted.filter((hit) => !state.dropped.has(hit));
  for (const list of lists) {
    const own = state.drawn.filter((hit) => hit.first === (list === lists[0])).map((hit) => items.get(hit).item);
    const box = list.querySelector("ol");
    if (own.length !== box.children.length || own.some((item, n) => item !== box.children[n])) {
      box.textContent = "";
      box.append(...own);
    }
    list.hidden = !own.length;
  }
  part("more").hidden = !state.done || ranked.length <= shown;
  part("again").hidden = !state.done || !state.missing.length;
  if (state.done || state.drawn.length) announce(summary(state));
  if (state.quick()) state.drawn.forEach((hit) => items.get(hit).fill().catch(() => drop(state, hit, question)));
}

// A result whose description cannot be loaded is taken away, and the reader is told.
function drop(state, hit, question) {
  if (state.dropped.has(hit)) return;
  state.dropped.add(hit);
  state.missing.push(hit.period);
  if (question === latest) draw(state, question);
}

// Without results: the months, the topics and the site map instead.
function showOtherWays() {
  part("sidebar").hidden = false;
  part("answer").classList.remove("search--asked");
}

async function answer(query, shown) {
  const question = ++latest;
  const words = parse(query.q);
  const asking = query.q.trim() !== "";
  part("sidebar").hidden = part("hint").hidden = words.length > 0;
  part("answer").classList.toggle("search--asked", words.length > 0);
  document.title = asking ? `${named(query.q)} · ${title}` : title;
  if (!words.length) {
    clear();
    return announce(asking ? "Hãy gõ ít nhất một chữ hoặc một số." : "");
  }
  announce("Đang tìm…");
  const start = performance.now();
  let manifest;
  try {
    manifest = await open(root.dataset.search);
  } catch {
    if (question !== latest) return;
    clear();
    part("again").hidden = false;
    showOtherWays();
    return announce("Chưa tải được chỉ mục tìm kiếm, có lẽ do mất mạng. Bạn thử lại, hoặc xem tin theo tháng.");
  }
  if (question !== latest) return;
  clear();
  const all = variants(words, manifest.abbreviations);
  const number = manifest.sections.findIndex(([slug]) => slug === query.section);
  const options = { strict: query.strict, year: query.year, section: query.section && { slug: query.section, number } };
  const state = { query, shown, hits: [], items: new Map(), dropped: new Set(), drawn: [], missing: [], done: false };
  Object.assign(state, { find: finder(all, query.strict), sections: manifest.sections, long: words.length === MOST });
  let took = Infinity;
  state.quick = () => took < QUICK;
  for (const batch of batches(manifest.periods)) {
    const answers = batch.map((period) => match(period, all, options).catch(() => void state.missing.push(period)));
    for (const hits of await Promise.all(answers)) state.hits = state.hits.concat(hits || []);
    if (question !== latest) return;
    took = Math.min(took, performance.now() - start);
    state.done = manifest.periods.indexOf(batch[batch.length - 1]) === manifest.periods.length - 1;
    if (!state.done && state.hits.length) await draw(state, question);
    if (question !== latest) return;
  }
  // Nothing is found, or nothing with the marks as they were typed: something else was meant.
  const marked = words.some((word) => word.form !== word.key);
  const found = state.hits.some((hit) => hit.near && (hit.exact || !marked));
  const likely = { section: options.section, letters: !state.hits.length };
  const other = found ? undefined : suggest(words, manifest, manifest.periods, likely).catch(() => undefined);
  if (state.hits.length) offer(query, await other, question);
  await draw(state, question);
  if (question !== latest) return;
  part("more").onclick = () => more(state, question);
  if (state.hits.length) return void (part("sidebar").hidden = false);
  offer(query, await other, question);
  if (question === latest) showOtherWays();
}

function offer(query, meant, question) {
  if (!meant || question !== latest) return;
  const link = part("meant").querySelector("a");
  link.textContent = meant;
  link.href = address({ ...query, q: meant });
  part("meant").hidden = false;
}

async function more(state, question) {
  const at = state.drawn.length;
  state.shown += STEP;
  history.replaceState({ shown: state.shown }, "");
  await draw(state, question);
  const next = state.items.get(state.drawn[at]);
  if (!next) return;
  await next.fill();
  next.item.querySelector("a").focus();
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
part("again").addEventListener("click", () => {
  forget();
  read();
});
part("meant").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ ...typed(), q: link.textContent });
});
addEventListener("popstate", ({ state }) => read(state ? state.shown : STEP));
part("options").disabled = false;
read(history.state ? history.state.shown : STEP);
