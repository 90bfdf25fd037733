"""Once: `{% once key, … %} … {% endonce %}` in a template is drawn once for each key, then repeated.

What is the same on many pages (the header, the foot, a story in a list) is most of a page;
drawing it anew each time is most of the work. The keys must name everything the part depends on
that is not the same on all pages of a site: `tests/test_build_printing.py` draws the sample both ways.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from plugins.build.reads import Reads


class Once(Extension):
    """The tag.

    `environment.reads` notes what is read of shared values; who shows a part reads all it read.
    """

    tags = {"once"}

    def __init__(self, environment: Environment):
        super().__init__(environment)
        # By (template, line, *keys): (HTML, its reads).
        self._known: dict[tuple[Any, ...], tuple[Markup, set[str]]] = {}
        self._reads = Reads()
        environment.extend(reads=self._reads)

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        keys = []
        while parser.stream.current.type != "block_end":
            keys.append(parser.parse_expression())
            parser.stream.skip_if("comma")
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = [nodes.Const(parser.name), nodes.Const(line)]
        call = self.call_method("_drawn", [nodes.Tuple([*place, *keys], "load")])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _drawn(self, key: tuple[Any, ...], caller: Callable[[], Markup]) -> Markup:
        drawn, reads = self._known, self._reads
        if key not in drawn:
            around, reads.seen = reads.seen, set()
            drawn[key] = caller(), reads.seen
            reads.seen = around
        html, seen = drawn[key]
        reads.seen |= seen
        return html
