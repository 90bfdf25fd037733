"""A digest of a value that a page is drawn from: another value, another digest, in every process."""

import io
import marshal
import pickle
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

# What a story holds beside what its page shows: the rest of the site, and where it lies on this machine.
# `metadata` has the same values once more; `older` are stories, told by the page that lists them.
LEFT_OUT = frozenset("settings _context metadata source_path translations older".split())
SIZE = 16  # bytes


class Digests:
    """Digests of one build; those of stories are worked out once, for many pages show them.

    content, label: Pelican's classes of what has a page, and of sections, tags and authors
    """

    def __init__(self, content: type[Any], label: type[Any]):
        self.content, self.label = content, label
        self._contents: dict[int, tuple[Any, bytes]] = {}
        # Of what is shown on many pages, as a tag on the page of each of its years, or a month's stories.
        self._parts: dict[int, tuple[Any, bytes]] = {}

    def of(self, value: Any) -> bytes | None:
        """None for a value that cannot be told from another, as a function."""
        file = io.BytesIO()
        try:
            _Pickler(file, self).dump(value)
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError, ValueError):
            return None
        return blake2b(file.getbuffer(), digest_size=SIZE).digest()

    def of_page(self, name: str, own: Iterable[Any]) -> bytes | None:
        """Of what a page is drawn from: its name and its own values; with a story go its older ones."""
        told: list[Any] = [name]
        try:
            for value in own:
                told.append(self._plain(value))
                if isinstance(value, self.content):
                    told.append(b"".join(map(self.of_content, getattr(value, "older", ()))))
            return self._of_plain(told)
        except (TypeError, RecursionError):
            return None

    def of_shared(self, values: Iterable[tuple[str, Any]]) -> bytes | None:
        """Of values that many pages are drawn from, with their names; among them may be all stories."""
        try:
            return self.of(
                [(name, self._plain(each) if type(each) is list else each) for name, each in values]
            )
        except TypeError:
            return None

    def _plain(self, value: Any) -> Any:
        """The same in few words: lists show a hundred thousand stories, and to pickle each takes long."""
        kind = type(value)
        if kind is str or kind is bool or value is None:
            return value
        if kind is tuple or kind is list:
            if value and isinstance(value[0], self.content) and (told := self._of_contents(value)):
                return "contents", told
            return "list" if kind is list else "tuple", *map(self._plain, value)
        if isinstance(value, self.content):
            return "content", self.of_content(value)
        if isinstance(value, self.label):
            return _of_label(value)
        if hasattr(kind, "__dataclass_fields__") and not hasattr(value, "known_by"):
            return self._part(value)
        return value

    def _of_contents(self, contents: list[Any] | tuple[Any, ...]) -> bytes:
        """Of a list of stories and pages; b"" when something else is among them."""
        # A list may be changed in place, a tuple is what it was.
        known = self._parts.get(id(contents)) if type(contents) is tuple else None
        if known is None:
            try:
                told = b"".join([each.kept_told for each in contents])
            except (AttributeError, TypeError):  # not all stories, or not all told yet
                if not all(isinstance(each, self.content) for each in contents):
                    return b""
                told = b"".join(map(self.of_content, contents))
            # With the tuple, for as long as its id is its own.
            known = contents, blake2b(told, digest_size=SIZE).digest()
            if type(contents) is tuple:
                self._parts[id(contents)] = known
        return known[1]

    def _of_plain(self, plain: Any) -> bytes | None:
        """The same as `of`, and much faster of what is nothing but plain values."""
        try:
            # In this form equal values are equal bytes, whichever of their parts are one object.
            data = marshal.dumps(plain, 2)
        except ValueError:
            return self.of(plain)
        return blake2b(data, digest_size=SIZE).digest()

    def _part(self, value: Any) -> Any:
        known = self._parts.get(id(value))
        if known is None:
            digest = self._of_plain((type(value).__qualname__, *map(self._plain, vars(value).values())))
            if digest is None:
                raise TypeError(value)
            known = self._parts[id(value)] = value, digest  # with it, for as long as its id is its own
        return "part", known[1]

    def of_content(self, content: Any) -> bytes:
        """A story as lists show it; TypeError when it holds what cannot be told from another."""
        told: bytes | None = vars(content).get("kept_told")
        if told is not None:
            return told
        own = getattr(content, "told", None)
        if own:
            told = vars(content)["kept_told"] = self._of_values(content, own())
            return told
        known = self._contents.get(id(content))
        if known is None:
            values = {name: value for name, value in vars(content).items() if name not in LEFT_OUT}
            known = self._contents[id(content)] = content, self._of_values(content, values)
        return known[1]

    def _of_values(self, content: Any, values: Any) -> bytes:
        if (found := self.of(values)) is None:
            raise TypeError(content)
        return found


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, digests: Digests):
        super().__init__(file, protocol=5)
        # Else equal values would differ by which of their parts are one object.
        self.fast = True
        self._digests = digests

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, self._digests.content):
            return _stands_for, ("content", self._digests.of_content(value))
        if isinstance(value, datetime):
            return _stands_for, ("moment", value.isoformat(), getattr(value.tzinfo, "key", ""))
        if isinstance(value, self._digests.label):
            return _stands_for, _of_label(value)
        if known := getattr(value, "known_by", ""):  # a body as it was read
            return _stands_for, ("known by", known)
        if isinstance(value, PurePath):  # no page tells where the project lies
            return _stands_for, ("path", value.name)
        return NotImplemented


def _of_label(label: Any) -> tuple[str, str, str]:
    return type(label).__name__, label.name, label.slug


def _stands_for(*values: Any) -> tuple[Any, ...]:
    """Named in place of what is not to be pickled; a pickle made here is never read back."""
    return values
