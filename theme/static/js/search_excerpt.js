// Finds the words of a query in a text, for marking them and for choosing what to quote.
import { form, key, wordsOf } from "./search_words.js";

const QUOTE = 180;
const LEAD = 40;
const BLOCKS = "p li td th dt dd pre figcaption h2 h3 h4 h5 h6"
  .split(" ")
  .flatMap((tag) => [`.story ${tag}`, `.album-page ${tag}`])
  .join();

// The longest run of a query's words that begins at each word of a text: [{at, from, length}].
function runsIn(words, query, same) {
  const found = [];
  for (let at = 0; at < words.length; ) {
    let best = { at, from: 0, length: 0 };
    for (let from = 0; from < query.length; from++) {
      let length = 0;
      while (from + length < query.length && at + length < words.length && same(query[from + length], words[at + length])) length++;
      if (length > best.length) best = { at, from, length };
    }
    if (best.length) found.push(best);
    at += best.length || 1;
  }
  return found;
}

// Of these runs those worth marking: the whole query where it stands; else each part, and beside
// parts a word alone only where it is written as asked: "11" beside "Đề án", not "số" for "sơ".
function chosen(found, words, query) {
  const whole = found.filter((run) => run.length === query.length);
  if (whole.length) return { worth: Infinity, found: whole };
  const parts = found.filter((run) => run.length > 1);
  const covered = new Set(parts.flatMap(({ from, length }) => query.slice(from, from + length)));
  const fits = ({ at, from }) => words[at].form === query[from].form && !covered.has(query[from]);
  const kept = parts.length ? found.filter((run) => run.length > 1 || fits(run)) : found;
  const different = new Set(kept.flatMap(({ from, length }) => query.slice(from, from + length)));
  return { worth: different.size + Math.max(0, ...kept.map((run) => run.length)), found: kept };
}

// (text) => {worth, ranges}: where the query stands; worth: how well, Infinity for all of it together.
export function finder(variants, strict) {
  const same = strict ? (a, b) => a.form === b.form : (a, b) => a.key === b.key;
  return (text) => {
    const words = wordsOf(text).map((word) => ({ ...word, key: key(word.text), form: form(word.text) }));
    let best = { worth: 0, found: [] };
    for (const query of variants) {
      const each = chosen(runsIn(words, query, same), words, query);
      if (each.worth > best.worth) best = each;
    }
    const ranges = best.found.map(({ at, length }) => {
      const last = words[at + length - 1];
      return [words[at].start, last.start + last.text.length];
    });
    return { worth: best.worth, ranges };
  };
}

// Puts `text` into an element with the ranges marked; nothing of it is read as HTML.
// glue: "11-ĐA/TU" is not torn at the end of a line.
export function mark(element, text, ranges, glue = false) {
  const shown = (piece) => (glue ? piece.replace(/[-–/](?=\S|$)/g, "$&\u2060") : piece);
  const parts = [];
  let end = 0;
  for (const [from, to] of ranges) {
    const marked = document.createElement("mark");
    marked.textContent = shown(text.slice(from, to));
    parts.push(shown(text.slice(end, from)), marked);
    end = to;
  }
  element.textContent = "";
  element.append(...parts, shown(text.slice(end)));
}

// A piece of `text` about the first range: {text, ranges}.
export function quote(text, ranges) {
  if (text.length <= QUOTE) return { text, ranges };
  let from = Math.max(0, ranges[0][0] - LEAD);
  if (from) from = text.indexOf(" ", from) + 1;
  let to = Math.min(text.length, Math.max(from + QUOTE, ranges[0][1]));
  if (to < text.length) to = Math.max(ranges[0][1], text.lastIndexOf(" ", to));
  const lead = from ? "…" : "";
  const shift = lead.length - from;
  const inside = ranges.filter(([start, end]) => start >= from && end <= to);
  return {
    text: lead + text.slice(from, to) + (to < text.length ? "…" : ""),
    ranges: inside.map(([start, end]) => [start + shift, end + shift]),
  };
}

// The paragraph of a page that answers best, quoted; undefined where none does.
export async function fromPage(address, find) {
  const answer = await fetch(address);
  if (!answer.ok) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let best;
  for (const block of page.querySelectorAll(BLOCKS)) {
    const text = block.textContent.replace(/\s+/g, " ").trim();
    const { worth, ranges } = find(text);
    if (worth > (best ? best.worth : 0)) best = { worth, text, ranges };
    if (worth === Infinity) break;
  }
  return best && { worth: best.worth, ...quote(best.text, best.ranges) };
}
