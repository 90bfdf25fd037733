"""The answer of a check: for people, for programs (JSON), for CI (annotations as GitHub reads them)."""

import json
from collections.abc import Iterator

from plugins.check.finding import Finding
from plugins.check.rules import RULES
from plugins.check.run import Outcome
from plugins.core.build_times import number

SUMMARY = "Đã soát {} bài, trang và album trong {} giây: {}."
SKIPPED = "Chưa soát {}: {}."
NOTHING = "không thấy gì phải sửa"


def lines(outcome: Outcome) -> Iterator[str]:
    """Errors, then advice, each with its rule; last, how many. One file alone is named once."""
    paths = {each.mistake.path for each in outcome.findings}
    alone = paths.pop() if len(paths) == 1 else ""
    if alone:
        yield f"{alone}:"
    for each in outcome.findings:
        mistake = each.mistake
        text = f"dòng {mistake.line}: {mistake.sentence}" if mistake.line else mistake.sentence
        text = text if alone else str(mistake)
        yield f"{'Lưu ý' if mistake.warning else 'Lỗi'} · {text} [{each.rule}]"
    if outcome.findings:
        yield ""
    for rule, why in outcome.skipped.items():
        yield SKIPPED.format(rule, why)
    advice = len(outcome.findings) - outcome.errors
    parts = [f"{outcome.errors} lỗi"] if outcome.errors else []
    parts += [f"{advice} lưu ý"] if advice else []
    yield SUMMARY.format(outcome.checked, number(outcome.seconds), ", ".join(parts) or NOTHING)


def as_json(outcome: Outcome) -> str:
    return json.dumps(
        {
            "checked": outcome.checked,
            "seconds": round(outcome.seconds, 3),
            "errors": outcome.errors,
            "skipped": outcome.skipped,
            "findings": [_row(each) for each in outcome.findings],
        },
        ensure_ascii=False,
        indent=1,
    )


def annotations(outcome: Outcome) -> Iterator[str]:
    """One workflow command a line: ::error file=…,line=…,title=…::sentence"""
    for each in outcome.findings:
        mistake = each.mistake
        where = f"file={_property(mistake.path)}," if mistake.path else ""
        where += f"line={mistake.line}," if mistake.line else ""
        level = "warning" if mistake.warning else "error"
        yield f"::{level} {where}title={_property(each.rule)}::{_data(mistake.sentence)}"


def _row(finding: Finding) -> dict[str, str | int | None]:
    mistake = finding.mistake
    return {
        "rule": finding.rule,
        "level": "advice" if mistake.warning else "error",
        "path": mistake.path,
        "line": mistake.line,
        "sentence": mistake.sentence,
        "why": RULES[finding.rule].why,
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
