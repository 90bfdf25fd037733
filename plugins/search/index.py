"""Index: all files of the search, from all documents.

index.json   the manifest, and the lists of the newest documents
words.json   words that may have been meant
2018/        the files of a block (period.py)
"""

import json
import shutil
from base64 import b64encode
from pathlib import Path
from typing import Any

from plugins.search import shards
from plugins.search.block import Block, made
from plugins.search.cache import PeriodCache, Record
from plugins.search.document import Findable
from plugins.search.period import Period, periods
from plugins.search.words import Lexicon
from plugins.search.written import Written

MANIFEST, WORDS = "index.json", "words.json"


def write_index(
    documents: list[Findable],
    sections: list[tuple[str, str]],
    abbreviations: dict[str, str],
    store: PeriodCache,
    to: Path,
) -> None:
    """Writes the search's files into the folder `to`: the same for the same documents.

    sections: (slug, name) of all that documents have. What did not change since the last
    build comes from the store.
    """
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    lexicon, slugs = Lexicon(), [slug for slug, _ in sections]
    fresh, blocks = periods(documents)
    newest = Written(fresh, _made(fresh, lexicon, store), slugs)
    rows = [json.loads(row) for _, row, _ in newest.rows]
    told = [{"name": fresh.name, "shards": "", "long": newest.long, "years": newest.years, "rows": rows}]
    words = dict(newest.words)
    for block in blocks:
        version, record = _block(block, slugs, lexicon, store, to / block.name)
        told.append(
            {
                "name": block.name,
                "version": version,
                "shards": record.shards,
                "long": record.long,
                "years": record.years,
            }
        )
        for word, count in record.words.items():
            words[word] = words.get(word, 0) + count
    manifest = {
        "sections": sections,
        "abbreviations": list(abbreviations.items()),
        "periods": told,
        "lists": b64encode(shards.packed([data for _, data in newest.lists])).decode(),
    }
    (to / MANIFEST).write_bytes(_json(manifest))
    (to / WORDS).write_bytes(_json(_by_frequency(words)))
    store.sweep()


def _block(
    block: Period, sections: list[str], lexicon: Lexicon, store: PeriodCache, to: Path
) -> tuple[str, Record]:
    """Publishes the files of a block, remembered or made: (their version, their record)."""
    digest = block.digest(sections)
    record = store.record(block.name, digest)
    if record and store.publish(block.name, record, to):
        return digest.hex()[:8], record
    written = Written(block, _made(block, lexicon, store), sections)
    files = store.write(block.name, written.files(), to)
    store.keep_record(block.name, digest, record := written.record(files))
    return digest.hex()[:8], record


def _made(period: Period, lexicon: Lexicon, store: PeriodCache) -> Block:
    kept = store.block(period.name)
    block = made(period, Block.of(kept) if kept else None, lexicon)
    store.keep_block(period.name, block.plain())
    return block


def _by_frequency(words: dict[str, int]) -> list[str]:
    """Words that may have been meant: [those seen once, 2 or 3 times, 4 to 7 times, …]."""
    rows: list[list[str]] = []
    for word in sorted(words):
        rank = words[word].bit_length() - 1
        rows += [[] for _ in range(rank + 1 - len(rows))]
        rows[rank].append(word)
    return [" ".join(row) for row in rows]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
