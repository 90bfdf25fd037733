"""Spoken: what a screen reader says of a page, from Chromium's accessibility tree, a line for each stop."""

from typing import Any

Node = dict[str, Any]

# Roles that begin a line, and what is said before their names.
BLOCKS = {
    "RootWebArea": "trang:",
    "banner": "[đầu trang]",
    "navigation": "[điều hướng]",
    "main": "[nội dung chính]",
    "contentinfo": "[cuối trang]",
    "complementary": "[phần phụ]",
    "region": "[vùng]",
    "search": "[tìm kiếm]",
    "note": "lưu ý:",
    "status": "trạng thái:",
    "group": "nhóm",
    "dialog": "hộp thoại",
    "figure": "hình có chú thích:",
    "Figcaption": "chú thích:",
    "heading": "tiêu đề",
    "list": "danh sách",
    "listitem": "•",
    "DescriptionList": "danh sách",
    "term": "•",
    "table": "bảng",
    "row": "hàng:",
    "blockquote": "trích dẫn:",
    "paragraph": "",
}
# Roles that are read within a line.
INLINE = {
    "link": "liên kết",
    "button": "nút",
    "DisclosureTriangle": "nút",
    "image": "ảnh",
    "searchbox": "ô tìm kiếm",
    "textbox": "ô nhập",
    "combobox": "hộp chọn",
    "checkbox": "ô đánh dấu",
}
# Roles whose name is all of their text: what is inside them is not said again.
WHOLE = {*INLINE, "heading"}
CELLS = {"columnheader": "| tên cột", "rowheader": "| tên hàng", "cell": "|"}
# Labels: said together with the field that they name.
NAMES = {"LabelText", "Legend"}
# Roles without a name: what they hold is read next.
UNNAMED = {"listitem", "term", "row", "paragraph", *CELLS}
SAID = BLOCKS | INLINE | CELLS
STATES = {
    ("expanded", False): "đang đóng",
    ("expanded", True): "đang mở",
    ("pressed", "true"): "đang bấm",
    ("checked", "true"): "đã đánh dấu",
    ("checked", "false"): "chưa đánh dấu",
    ("disabled", True): "chưa dùng được",
    ("live", "polite"): "(tự đọc khi đổi)",
    ("live", "assertive"): "(đọc ngay khi đổi)",
}


def spoken(page) -> list[str]:
    """The lines of an open page in the order of reading, deeper within lists and tables."""
    chrome = page.context.new_cdp_session(page)
    chrome.send("Accessibility.enable")
    nodes = chrome.send("Accessibility.getFullAXTree")["nodes"]
    chrome.detach()
    speech = _Speech({node["nodeId"]: node for node in nodes})
    speech.read(nodes[0], 0)
    return [line.rstrip() for line in speech.lines if line.strip("• ")]


class _Speech:
    """tree: nodes by their ids; lines: what was said so far."""

    def __init__(self, tree: dict[str, Node]):
        self._tree = tree
        self.lines = [""]

    def read(self, node: Node, depth: int, wordless: bool = False) -> None:
        """Says a node and all below it; wordless: but for words that stand alone."""
        role = "" if node["ignored"] else _value(node, "role")
        wordless = wordless or role in NAMES
        if role in BLOCKS:
            self._begin(depth)
        if role == "StaticText" and not wordless:
            self._say(_value(node, "name"))
        elif role in SAID:
            self._say(self._words(node, role))
        if role not in WHOLE:
            for child in self._children(node):
                self.read(child, depth + (role in ("list", "DescriptionList", "table", "figure")), wordless)
        if role in BLOCKS and role != "term":
            self._begin(depth)

    def _words(self, node: Node, role: str) -> str:
        said = [SAID[role]]
        if role == "heading":
            said.append(f"{_property(node, 'level')}{', liên kết' if self._count(node, 'link') else ''}:")
        if role == "list":
            said.append(f"{self._count(node, 'listitem')} mục")
        if role not in UNNAMED:
            said.append(_value(node, "name"))
            said.append(_value(node, "value") and f"= {_value(node, 'value')}")
            said.append(_value(node, "description") and f"({_value(node, 'description')})")
        said += [words for (key, value), words in STATES.items() if _property(node, key) == value]
        words = " ".join(filter(None, said))
        return f"<{words}>" if role in INLINE else words

    def _count(self, node: Node, role: str) -> int:
        """How many of a role are below, but not below another list."""
        count = 0
        for each in self._children(node):
            found = _value(each, "role")
            count += found == role
            count += 0 if found == "list" else self._count(each, role)
        return count

    def _children(self, node: Node) -> list[Node]:
        return [self._tree[each] for each in node.get("childIds", ()) if each in self._tree]

    def _begin(self, depth: int) -> None:
        self.lines.append("  " * depth)

    def _say(self, words: str) -> None:
        line = self.lines[-1]
        self.lines[-1] = line + (" " if line.strip() and words else "") + " ".join(words.split())


def _value(node: Node, key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _property(node: Node, name: str) -> Any:
    return next((e["value"].get("value") for e in node.get("properties", ()) if e["name"] == name), None)
