"""What a template is made of: itself, all it includes, and the names it asks the context for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from jinja2 import Environment, TemplateError, meta, nodes

FILTER = "|"  # before the name of a filter


@dataclass(frozen=True)
class Parts:
    """Of one file. digest: of its text, in hex; names: asked of the context, and "|name" of filters;
    files: that it names.

    files is None when a name is worked out only while drawing.
    """

    digest: str
    names: tuple[str, ...]
    files: tuple[str, ...] | None


@dataclass
class Templates:
    """known: parts by file name, as an earlier build found them; a file that changed is read again."""

    environment: Environment
    known: dict[str, Parts] = field(default_factory=dict)
    _now: dict[str, Parts | None] = field(default_factory=dict)
    _whole: dict[str, tuple[bytes, frozenset[str]] | None] = field(default_factory=dict)

    def of(self, name: str) -> tuple[bytes, frozenset[str]] | None:
        """(digest of the template `name` with all it includes, its `Parts.names` and theirs).

        None when it cannot be told.
        """
        if name not in self._whole:
            self._whole[name] = self._close(name)
        return self._whole[name]

    def _close(self, name: str) -> tuple[bytes, frozenset[str]] | None:
        found: dict[str, Parts] = {}
        left = [name]
        while left:
            file = left.pop()
            if file in found:
                continue
            parts = self._parts(file)
            if parts is None or parts.files is None:
                return None
            found[file] = parts
            left.extend(parts.files)
        whole = "".join(f"{file}\0{parts.digest}\0" for file, parts in sorted(found.items()))
        names = frozenset(name for parts in found.values() for name in parts.names)
        return blake2b(whole.encode()).digest(), names

    def used(self) -> Mapping[str, Parts]:
        return {name: parts for name, parts in self._now.items() if parts}

    def changed(self) -> list[str]:
        """The files of those asked for that are not as they were known."""
        return sorted(
            name
            for name, parts in self.used().items()
            if name in self.known and self.known[name].digest != parts.digest
        )

    def _parts(self, name: str) -> Parts | None:
        if name not in self._now:
            self._now[name] = self._look(name)
        return self._now[name]

    def _look(self, name: str) -> Parts | None:
        environment, loader = self.environment, self.environment.loader
        if loader is None:
            return None
        try:
            text, file, _ = loader.get_source(environment, name)
            digest = blake2b(f"{file}\0{text}".encode(), digest_size=16).hexdigest()
            if (known := self.known.get(name)) and known.digest == digest:
                return known
            bare = environment.overlay()
            bare.globals = {}  # else names that all templates are given would not be told
            tree = bare.parse(text, name)
            files = {*meta.find_referenced_templates(tree)}
            names = meta.find_undeclared_variables(tree)
            names |= {FILTER + each.name for each in tree.find_all(nodes.Filter)}
        except TemplateError:
            return None
        told = {file for file in files if file is not None}
        return Parts(digest, tuple(sorted(names)), tuple(sorted(told)) if told == files else None)
