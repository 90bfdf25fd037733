// Texts and queries as words; plugins/search/words.py takes texts apart in the same way.
export const WORD = /\p{Nd}+|[\p{L}\p{Nl}\p{No}]+(?:[\u0300-\u036f]+[\p{L}\p{Nl}\p{No}]*)*/gu;
const INVISIBLE =
  // eslint-disable-next-line no-misleading-character-class -- each is meant alone, joiners too
  /[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff]/g;
// What looks like Đ and đ and is another letter: Ð ð Ɖ ɖ, or a d with a stroke over it.
const LIKE_CAPITAL = /[\u00d0\u0189]|D[\u0335\u0336]/g;
const LIKE_SMALL = /[\u00f0\u0256]|d[\u0335\u0336]/g;
const MARKS = /[\u0300-\u036f]/g;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const QUOTES = /["“”„«»]/g;
const LONGEST = 32;
export const MOST = 32;

export const clean = (text) =>
  text.replace(INVISIBLE, "").normalize("NFC").replace(LIKE_CAPITAL, "Đ").replace(LIKE_SMALL, "đ");
const apart = (word) => word.slice(0, LONGEST).toLowerCase().normalize("NFD");

// What a word is when nobody types marks: "Đảng" is "dang".
export const key = (word) => apart(word).replace(MARKS, "").replace(/đ/g, "d");

// The same for "uỷ" and "ủy", another for "uy": its letters, then its tone.
export function form(word) {
  const letters = apart(word);
  return letters.replace(TONES, "") + (letters.match(TONES) || []).join("");
}

// [{text, start}]: the words of a text and where they begin.
export function wordsOf(text) {
  const found = [];
  text.replace(WORD, (word, start) => void found.push({ text: word, start }));
  return found;
}

const toWord = (text, bound) => ({ text, key: key(text), form: form(text), bound });

// [{text, key, form, bound}]; bound: it has to follow the word before it at once.
export function parse(query) {
  const text = clean(query);
  const words = [];
  let [end, quoted] = [0, false];
  for (const { text: word, start } of wordsOf(text)) {
    const between = text.slice(end, start);
    const quotes = (between.match(QUOTES) || []).length;
    const inside = quoted && !quotes;
    if (quotes % 2) quoted = !quoted;
    const glued = /^[-–/.,&'’]?$/.test(between) && (between !== "," || /\d/.test(word));
    words.push(toWord(word, words.length > 0 && (inside || glued)));
    end = start + word.length;
    if (words.length === MOST) break;
  }
  return words;
}

// The query itself and what it is with abbreviations spelt out or the other way round.
export function variants(words, abbreviations) {
  const rules = abbreviations
    .map((pair) => pair.map((side) => parse(side).map((word, index) => ({ ...word, bound: index > 0 }))))
    .flatMap(([short, long]) => [[short, long], [long, short]]);
  const found = [words];
  const told = new Set([words.map((word) => word.key).join(" ")]);
  for (const known of found) {
    for (const [from, to] of rules) {
      for (let at = 0; at + from.length <= known.length && found.length < 8; at++) {
        const after = known[at + from.length];
        if (known[at].bound || (after && after.bound) || from.some((word, index) => word.key !== known[at + index].key)) continue;
        const other = [...known.slice(0, at), ...to, ...known.slice(at + from.length)];
        const name = other.map((word) => word.key).join(" ");
        if (!told.has(name)) found.push(other);
        told.add(name);
      }
    }
  }
  return found;
}

// Words that have to stand together, as runs: "so ket" "11-ĐA/TU" is [so] [ket] [11 đa tu].
export function runs(words) {
  const all = [];
  for (const word of words) {
    if (word.bound) all[all.length - 1].push(word);
    else all.push([word]);
  }
  return all;
}
