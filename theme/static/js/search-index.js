// The files of the index (plugins/search/period.py), fetched when asked for and kept while the page is open.
const CHUNK = 16;
const kept = new Map();
const utf8 = new TextDecoder("utf-8", { fatal: true });

function get(url, read, options) {
  if (!kept.has(url)) {
    const file = fetch(url, options).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${url}`);
      return read(answer);
    });
    kept.set(url, file);
    file.catch(() => kept.delete(url));
  }
  return kept.get(url);
}

const json = (answer) => answer.json();

// {sections, abbreviations, periods}, the newest period first.
export async function open(url) {
  const manifest = await get(url, json, { cache: "no-cache" });
  const folder = url.replace(/[^/]*$/, "");
  const periods = manifest.periods.map(([name, version, count, shards, long], order) => {
    const slots = new Map();
    for (let at = 0; at < long.length; at += 2) {
      for (let next = 1; next < long[at + 1]; next++) slots.set(long[at] + next, long[at]);
    }
    const address = (file) => `${folder}${name}/${file}?v=${version}`;
    return { name, count, order, address, shards: new Set(shards.split(" ")), owner: (slot) => (slots.has(slot) ? slots.get(slot) : slot) };
  });
  return { ...manifest, periods, words: () => get(`${folder}words.json`, json) };
}

// [bytes of the number, where it ends]; a file that was cut off is an error, not an answer.
function varint(bytes, at) {
  let [number, factor] = [0, 1];
  for (; ; factor *= 128) {
    if (at >= bytes.length || factor > 2 ** 42) throw new Error("cut off");
    const byte = bytes[at++];
    number += (byte & 127) * factor;
    if (byte < 128) return [number, at];
  }
}

// [{form, bytes}]: the lists of one file.
async function lists(answer) {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const found = [];
  let [count, at] = varint(bytes, 0);
  for (let size; count > 0; count--) {
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
  for (let [at, last, step] = [0, 0, 0]; at < bytes.length; ) {
    [step, at] = varint(bytes, at);
    found.push((last += step));
  }
  return found;
}

function shardOf(shards, key) {
  if (shards.has(`${key}-`)) return `${key}-`;
  for (let length = key.length; length >= 0; length--) {
    const start = key.slice(0, length);
    const name = [length > 0 && start, `${start}_`].find((each) => shards.has(each));
    if (name) return name;
  }
}

// Every written form of a word in a period: [{name: "đảng", numbers: [address, …]}].
export async function postings(period, key, keyOf) {
  const shard = shardOf(period.shards, key);
  if (!shard) return [];
  const all = await get(period.address(`w-${shard}.bin`), lists);
  const forms = all.filter(({ name }) => keyOf(name) === key);
  for (const list of forms) list.numbers = list.numbers || numbers(list.bytes);
  return forms.map(({ name, numbers }) => ({ name, numbers }));
}

// The slots of a section's documents in a period.
export async function ofSection(period, section) {
  const all = await get(period.address("muc.bin"), lists);
  const list = all.find(({ name }) => name === section);
  return new Set(list ? numbers(list.bytes) : []);
}

// [slot, title, address, date, number of its section, excerpt, photo or 0]
export async function describe(period, slot) {
  const rows = await get(period.address(`d-${Math.floor(slot / CHUNK)}.json`), json);
  return rows.find(([number]) => number === slot);
}
