// Which documents of a period hold a query, and how well.
import { form, key, runs } from "./search_words.js";
import { inYear, ofSection, postings } from "./search_index.js";

export const SLOT = 2048;
const TITLE = 64;
const NEAR = 5; // words between two that still belong together

// Sorted places of a word, twice the address, plus one where it is written as asked.
async function places(period, word, { strict, unmarked }) {
  const lists = [];
  for (const { name, numbers } of await postings(period, word.key, key)) {
    const exact = unmarked || form(name) === word.form ? 1 : 0;
    if (strict && !exact) continue;
    const doubled = new Float64Array(numbers.length);
    for (let n = 0; n < numbers.length; n++) doubled[n] = numbers[n] * 2 + exact;
    lists.push(doubled);
  }
  while (lists.length > 1) {
    lists.sort((a, b) => b.length - a.length);
    lists.push(merged(lists.pop(), lists.pop()));
  }
  return lists[0] || [];
}

function merged(a, b) {
  const found = new Float64Array(a.length + b.length);
  for (let [i, j, n] = [0, 0, 0]; n < found.length; n++) {
    found[n] = j === b.length || a[i] < b[j] ? a[i++] : b[j++];
  }
  return found;
}

// Where one list goes on `distance` words after the other.
function follow(before, after, distance) {
  const found = [];
  let at = 0;
  for (const place of before) {
    const wanted = place - (place % 2) + distance * 2;
    while (at < after.length && after[at] < wanted) at++;
    if (after[at] === wanted || after[at] === wanted + 1) found.push(place - (place % 2) + (place % 2) * (after[at] % 2));
  }
  return found;
}

// {slot: its places}, only of the slots of `known` where that is given.
function byDocument(all, owner, known) {
  const found = new Map();
  for (const place of all) {
    const slot = owner(Math.floor(place / 2 / SLOT));
    if (known && !known.has(slot)) continue;
    if (found.has(slot)) found.get(slot).push(place);
    else found.set(slot, [place]);
  }
  return found;
}

// The fewest words between a place of one run and a place of the next.
function gap(before, length, after, nextLength) {
  let [least, at] = [Infinity, 0];
  for (const place of before) {
    const start = Math.floor(place / 2);
    while (at + 1 < after.length && Math.floor(after[at + 1] / 2) <= start) at++;
    for (const each of [after[at], after[at + 1]]) {
      if (each === undefined) continue;
      const next = Math.floor(each / 2);
      least = Math.min(least, next >= start ? Math.max(0, next - start - length) : Math.max(0, start - next - nextLength) + 1);
    }
  }
  return least;
}

const isTitle = (slot) => (place) => place / 2 - slot * SLOT < TITLE;
const isExact = (place) => place % 2 === 1;

function phraseHit(slot, found) {
  const exact = found.some(isExact);
  const title = found.some(isTitle(slot)) ? 2 : 0;
  return { slot, phrase: true, first: true, near: true, exact, title, gap: 0, places: [found] };
}

// Whether a headline has the parts in their order, each beside one of its neighbours; a number may
// stand alone: "Sơ kết 03 năm thực hiện Đề án số 11" says "sơ kết đề án 11".
function isSaidBy(headline, parts) {
  const ends = headline.map((places) => places.map((place) => Math.floor(place / 2)));
  return ends[0].some((start) => {
    let [end, beside, n] = [start + parts[0].length, parts[0].length > 1, 1];
    const isWhole = (part) => beside || part.every(({ key }) => /^\d+$/.test(key));
    for (; n < parts.length; n++) {
      const next = ends[n].includes(end) ? end : ends[n].find((place) => place > end && place - end <= NEAR);
      if (next === undefined || (next !== end && !isWhole(parts[n - 1]))) return false;
      beside = next === end || parts[n].length > 1;
      end = next + parts[n].length;
    }
    return isWhole(parts[n - 1]);
  });
}

function scatteredHit(slot, found, parts) {
  const gaps = parts.slice(1).map((part, n) => gap(found[n], parts[n].length, found[n + 1], part.length));
  const near = parts.every(
    (part, n) => part.length > 1 || gaps[n - 1] <= NEAR || gaps[n] <= NEAR,
  );
  const headline = found.map((places) => places.filter(isTitle(slot)));
  const title = headline.every((places) => places.length);
  const exact = found.every((places) => places.some(isExact));
  const first = title && isSaidBy(headline, parts);
  const total = gaps.reduce((a, b) => a + b, 0);
  return { slot, phrase: false, first, near, exact, title: title ? 1 : 0, gap: total, places: found };
}

async function matchOne(period, words, strict) {
  // Who types no marks at all asks for all of them alike.
  const unmarked = !strict && words.every((word) => word.form === word.key);
  const all = await Promise.all(words.map((word) => places(period, word, { strict, unmarked })));
  const parts = runs(words);
  const starts = [];
  let first = 0;
  for (const part of parts) {
    starts.push(part.slice(1).reduce((found, _, n) => follow(found, all[first + n + 1], n + 1), all[first]));
    first += part.length;
  }
  if (starts.some((found) => !found.length)) return [];
  let length = 0;
  const whole = parts.reduce((found, part, n) => {
    const joined = n ? follow(found, starts[n], length) : starts[0];
    length += part.length;
    return joined;
  }, null);
  const hits = [...byDocument(whole, period.owner)].map(([slot, found]) => phraseHit(slot, found));
  if (parts.length === 1) return hits;
  const told = new Set(hits.map((hit) => hit.slot));
  const documents = [];
  let known; // the slots that have every part so far: the rarest is looked at first
  const rarest = starts.map((_, n) => n).sort((a, b) => starts[a].length - starts[b].length);
  for (const n of rarest) known = documents[n] = byDocument(starts[n], period.owner, known);
  for (const slot of known.keys()) {
    const found = documents.map((places) => places.get(slot));
    if (!told.has(slot)) hits.push(scatteredHit(slot, found, parts));
  }
  return hits;
}

// Best first: together before apart, then as they are written, then in the headline, then closer, then newer.
export function better(a, b) {
  return (
    b.first - a.first || b.exact - a.exact || b.title - a.title || a.gap - b.gap ||
    a.period.order - b.period.order || b.slot - a.slot
  );
}

// The heading of a document under which most of a hit's parts stand: {anchor, words}, or undefined
// where that is above all headings. headings: [position, anchor, words, …]
export function sectionOf({ slot, places }, headings) {
  const counts = new Map();
  for (const part of places) {
    const held = new Set();
    for (const place of part) {
      let at = -3;
      while (at + 3 < headings.length && headings[at + 3] <= Math.floor(place / 2) - slot * SLOT) at += 3;
      held.add(at);
    }
    for (const at of held) counts.set(at, (counts.get(at) || 0) + 1);
  }
  const [at] = [...counts].reduce((best, each) => (each[1] > best[1] || (each[1] === best[1] && each[0] < best[0]) ? each : best));
  return at < 0 ? undefined : { anchor: headings[at + 1], words: headings[at + 2] };
}

// Every document of a period that holds one of the variants: [{period, slot, …}]; phrase: the words
// follow each other; near: they stand close; first: the one, or the headline says them; places: of each
// part of the query, twice the address. section: {slug, number}.
export async function match(period, variants, { strict = false, section, year = "" } = {}) {
  const all = variants.map((words) => matchOne(period, words, strict));
  const wanted = section && (await ofSection(period, section));
  const isOfYear = year ? inYear(period, year) : () => true;
  const best = new Map();
  for (const hits of await Promise.all(all)) {
    for (const hit of hits) {
      const known = best.get(hit.slot);
      hit.period = period;
      if (wanted && !wanted.has(hit.slot)) continue;
      if (isOfYear(hit.slot) && (!known || better(hit, known) < 0)) best.set(hit.slot, hit);
    }
  }
  return [...best.values()];
}
