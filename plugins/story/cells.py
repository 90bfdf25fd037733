"""Cells: rows of Excel or Word, cells between tabs, drawn as tables."""

from plugins.story.paste_checks import BLOCK

Numbered = tuple[int, str]

TABBED = "Dòng này có chữ cách nhau bằng phím Tab, trên trang chỉ còn dấu cách. Nếu là bảng, hãy kẻ bảng."
RAGGED = "Bảng dán vào đây có hàng {} ô, hàng {} ô. Hãy xem lại từng hàng trên bản xem thử."


def with_tables(block: list[Numbered], notes: list[tuple[str, int]]) -> list[Numbered]:
    """The block with rows of Excel, cells between tabs, drawn as tables."""
    out: list[Numbered] = []
    rows: list[Numbered] = []
    for number, line in [*block, (0, "")]:
        if "\t" in line.lstrip() and not BLOCK.match(line.replace("\t", " ", 1) if line[0] != "\t" else ""):
            rows.append((number, line))
            continue
        if len(rows) > 1:
            out += _table(rows, notes)
        else:
            out += [(at, row.replace("\t", " ") if row.strip() else row) for at, row in rows]
            notes += [(TABBED, at) for at, row in rows if "\t" in row.strip()]
        rows = []
        if number:
            out.append((number, line))
    return out


def _table(rows: list[Numbered], notes: list[tuple[str, int]]) -> list[Numbered]:
    cells = [[cell.strip().replace("|", "\\|") for cell in line.split("\t")] for _, line in rows]
    widths = [len(row) for row in cells]
    width = max(widths)
    if min(widths) != width:
        notes.append((RAGGED.format(min(widths), width), rows[0][0]))
    drawn = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in cells]
    first = rows[0][0]
    head, *rest = zip([number for number, _ in rows], drawn, strict=True)
    return [(first, ""), head, (first, f"|{'---|' * width}"), *rest, (rows[-1][0], "")]
