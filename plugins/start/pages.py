"""The pages every portal begins with: what can be said of any office, and what is still to be written."""

from pathlib import Path

from plugins.start.answers import Answers

PAGES = {
    "gioi-thieu": """---
title: Giới thiệu
summary: >-
  {body}: trụ sở, điện thoại và cổng thông tin điện tử.
---

Đây là cổng thông tin điện tử của {place}{under}, do {body} chủ quản.

## Trụ sở

{address}. Điện thoại: {telephone}. Thư điện tử: {email}.

## Về cổng

Cổng đăng tin tức, thông báo và việc người dân cần biết. Người chịu trách nhiệm nội dung: {responsible}.
""",
    "co-cau-to-chuc": """---
title: Cơ cấu tổ chức
summary: >-
  Các cơ quan của {place} và việc mỗi nơi phụ trách.
---

- Đảng ủy {place}
- Hội đồng nhân dân {place}
- {body}
- Ủy ban Mặt trận Tổ quốc Việt Nam {place}

Cần hỏi việc gì thuộc nơi nào, xin gọi {telephone} hoặc xem trang [Liên hệ](/lien-he/).
""",
}


def write_pages(root: Path, answers: Answers) -> list[str]:
    """Writes the pages that tell of the sample's place anew; their names."""
    place = f"{answers['level']} {answers['name']}"
    under = f", {answers['parent']}" if answers["parent"] else ""
    for name, text in PAGES.items():
        file = root / "content/trang" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(**answers, place=place, under=under), "utf-8")
    return [f"content/trang/{name}.md" for name in PAGES]
