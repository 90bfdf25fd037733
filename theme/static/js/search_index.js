// The files of the index (plugins/search/index.py), fetched when asked for and kept while the page is open.
const CHUNK = 32;
const kept = new Map();
let cache = "default";
const utf8 = new TextDecoder("utf-8", { fatal: true });

function get(url, read) {
  if (!kept.has(url)) {
    const file = fetch(url, { cache }).then((answer) => {
      if (!answer.ok) throw new Error(answer.status + " " + url);
      return read(answer);
    });
    kept.set(url, file);
    file.catch(() => kept.delete(url));
  }
  return kept.get(url);
}

// Whatever is asked for after this comes from the server: what did not fit together may be of two releases.
export function forget() {
  kept.clear();
  cache = "reload";
}

const json = (answer) => answer.json();
const listsOf = (answer) => answer.arrayBuffer().then((data) => lists(new Uint8Array(data)));

// [number of seven bits a byte, where it ends]; a file that was cut off is an error, not an answer.
function varint(bytes, at) {
  let [number, factor] = [0, 1];
  for (; ; factor *= 128) {
    if (at >= bytes.length || factor > 2 ** 42) throw new Error("cut off");
    const byte = bytes[at++];
    number += (byte & 127) * factor;
    if (byte < 128) return [number, at];
  }
}

// [{name, bytes}]: the lists of a file.
function lists(bytes) {
  const found = [];
  let [count, at] = varint(bytes, 0);
  let size;
  for (; count > 0; count--) {
    [size, at] = varint(bytes, at);
    const name = utf8.decode(bytes.subarray(at, (at += size)));
    [size, at] = varint(bytes, at);
    found.push({ name, bytes: bytes.subarray(at, (at += size)) });
  }
  if (at !== bytes.length) throw new Error("cut off");
  return found;
}

// A list as numbers: each is the one before and the distance.
function numbers(bytes) {
  const found = [];
  let [last, step, factor] = [0, 0, 1];
  for (const byte of bytes) {
    step += (byte & 127) * factor;
    factor *= 128;
    if (byte > 127) continue;
    found.push((last += step));
    [step, factor] = [0, 1];
  }
  return found;
}

// {sections, abbreviations, periods, words}, the newest period first. The manifest holds the lists of
// the newest documents; other periods have theirs in files of their own.
export async function open(url) {
  const manifest = await get(url, json);
  const folder = url.replace(/[^/]*$/, "");
  const fresh = lists(Uint8Array.from(atob(manifest.lists), (letter) => letter.charCodeAt(0)));
  const periods = manifest.periods.map(({ name, version, shards, long, years, rows }, order) => {
    const slots = new Map();
    for (let n = 0; n < long.length; n += 2) {
      for (let next = 1; next < long[n + 1]; next++) slots.set(long[n] + next, long[n]);
    }
    const address = (file) => folder + name + "/" + file + "?v=" + version;
    const owner = (slot) => (slots.has(slot) ? slots.get(slot) : slot);
    return { name, order, address, owner, rows, years, fresh: rows && fresh, shards: new Set(shards.split(" ")) };
  });
  return { ...manifest, periods, words: () => get(folder + "words.json", json) };
}

function shardOf(shards, key) {
  if (shards.has(key + "-")) return key + "-";
  for (let length = key.length; length >= 0; length--) {
    const start = key.slice(0, length);
    const name = [length > 0 && start, start + "_"].find((each) => shards.has(each));
    if (name) return name;
  }
}

// Every written form of a word in a period: [{name: "đảng", numbers: [address, …]}].
export async function postings(period, key, keyOf) {
  const shard = period.fresh ? "" : shardOf(period.shards, key);
  if (shard === undefined) return [];
  const all = period.fresh || (await get(period.address(`w-${shard}.bin`), listsOf));
  return all
    .filter(({ name }) => keyOf(name) === key)
    .map((list) => ({ name: list.name, numbers: list.numbers || (list.numbers = numbers(list.bytes)) }));
}

// The slots of a section's documents in a period; section: {slug, number}.
export async function ofSection(period, { slug, number }) {
  if (period.rows) return new Set(period.rows.filter((row) => row[4] === number).map(([slot]) => slot));
  const all = await get(period.address("muc.bin"), listsOf);
  const own = all.find(({ name }) => name === slug);
  return new Set(own ? numbers(own.bytes) : []);
}

// Whether a slot of a period lies in a year.
export function inYear(period, year) {
  const at = period.years.findIndex((each, n) => n % 2 === 0 && each === +year);
  const [from, to] = at < 0 ? [Infinity, 0] : [period.years[at + 1], period.years[at + 3]];
  return (slot) => slot >= from && (to === undefined || slot < to);
}

// {slot, title, address, date, section, excerpt, headings: [position, anchor, words, …]} of a document.
export async function describe(period, slot) {
  const rows = period.rows || (await get(period.address(`d-${Math.floor(slot / CHUNK)}.json`), json));
  const [, title, address, date, section, excerpt, headings = []] = rows.find(([number]) => number === slot);
  return { slot, title, address, date, section, excerpt, headings };
}
