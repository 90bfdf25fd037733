"""Index: all files of the search, from all documents."""

import json
import shutil
from pathlib import Path

from plugins.search.document import Document
from plugins.search.period import Period, periods, write
from plugins.search.store import Record, Store
from plugins.search.words import Lexicon

MANIFEST, WORDS = "index.json", "words.json"


def write_index(
    documents: list[Document],
    sections: list[tuple[str, str]],
    abbreviations: dict[str, str],
    store: Store,
    to: Path,
) -> None:
    """Writes the search's files into the folder `to`: the same for the same documents.

    sections: (slug, name) of all that documents have. What did not change since the last
    build comes from the store.
    """
    shutil.rmtree(to, ignore_errors=True)
    lexicon, slugs = Lexicon(), [slug for slug, _ in sections]
    told, words = [], {}
    for period in periods(documents):
        digest = period.digest(slugs)
        record = store.record(period.name, digest)
        if not (record and store.publish(period.name, record, to / period.name)):
            record, files = _make(period, slugs, lexicon, store)
            store.keep(period.name, digest, record, files)
            store.publish(period.name, record, to / period.name, files)
        told.append([period.name, digest.hex()[:8], record.count, record.shards, record.long])
        for word, count in record.words.items():
            words[word] = words.get(word, 0) + count
    to.mkdir(parents=True, exist_ok=True)
    manifest = {"sections": sections, "abbreviations": list(abbreviations.items()), "periods": told}
    (to / MANIFEST).write_bytes(_json(manifest))
    (to / WORDS).write_bytes(_json(_by_frequency(words)))
    store.sweep()


def _make(
    period: Period, sections: list[str], lexicon: Lexicon, store: Store
) -> tuple[Record, dict[str, bytes]]:
    stem = period.name.partition("-")[0]
    posted = [
        store.month(stem, month.number, month.digest, lambda month=month: month.post(lexicon))
        for month in period.months
    ]
    return write(period, posted, sections)


def _by_frequency(words: dict[str, int]) -> list[str]:
    """Words that may have been meant: [those seen once, 2 or 3 times, 4 to 7 times, …]."""
    rows: list[list[str]] = []
    for word in sorted(words):
        if word.isascii() and word.isalpha() and len(word) > 1:
            rank = words[word].bit_length() - 1
            rows += [[] for _ in range(rank + 1 - len(rows))]
            rows[rank].append(word)
    return [" ".join(row) for row in rows]


def _json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
