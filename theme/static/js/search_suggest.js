// "Ý bạn là …": what was meant, for a slip of one mark or one letter.
import { form, key } from "./search_words.js";
import { postings } from "./search_index.js";
import { SLOT, match } from "./search_match.js";

const TRIED = 5;
const MUCH = 3; // times twice as frequent: then it is rather this word than the typed one

// Whether one letter more, less, other or two in each other's place make one word of the other.
function isSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [left, right] = [a.slice(start, endA), b.slice(start, endB)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === [...right].reverse().join(""));
}

// The words as the first document has them, marks and all.
async function spelt(period, words, slot) {
  const lists = await Promise.all(words.map((word) => postings(period, word.key, key)));
  const held = lists.map((forms) => forms.map(({ name, numbers }) => ({ name, places: new Set(numbers) })));
  for (const { places } of held[0]) {
    for (const place of places) {
      if (period.owner(Math.floor(place / SLOT)) !== slot) continue;
      const found = held.map((forms, n) => forms.find((each) => each.places.has(place + n)));
      if (found.every(Boolean)) return found.map(({ name }) => name);
    }
  }
  return words.map((word) => word.text);
}

// How the words are spelt where they stand together, in the newest period that has them.
async function phrase(words, periods, options) {
  for (const period of periods) {
    const hit = (await match(period, [words], options)).find((each) => each.phrase);
    if (hit) return spelt(period, words, hit.slot);
  }
  return undefined;
}

// letters: whether a slip of a letter is likely too.
export async function suggest(words, manifest, periods, { section, letters }) {
  const loose = words.map((word) => ({ ...word, bound: false }));
  const known = await phrase(loose, periods, { section });
  if (known && known.some((name, n) => form(name) !== words[n].form)) return known.join(" ");
  if (!letters) return undefined;
  const ranks = new Map();
  (await manifest.words()).forEach((row, rank) => row.split(" ").forEach((word) => word && ranks.set(word, rank)));
  const slips = words.flatMap((word, at) =>
    [...ranks.keys()]
      .filter((other) => isSlip(word.key, other) && ranks.get(other) >= (ranks.has(word.key) ? ranks.get(word.key) + MUCH : 0))
      .map((other) => ({ at, other, rank: ranks.get(other) })),
  );
  slips.sort((a, b) => b.rank - a.rank);
  const tried = slips.slice(0, TRIED).map(({ at, other }) => {
    const slip = loose.map((word, n) => (n === at ? { ...word, text: other, key: other, form: form(other) } : word));
    return phrase(slip, periods, { section });
  });
  const names = (await Promise.all(tried)).find(Boolean);
  return names && names.join(" ");
}
