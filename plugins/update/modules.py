"""An owner's plugin that imports the engine's modules, by the names these have today."""

import re

# By the name of an older version, the module of today; what stands below it moved along.
MOVED = {
    "plugins.cores": "plugins.core.processes",
    "plugins.faults": "plugins.core.faults",
    "plugins.fields": "plugins.core.fields",
    "plugins.href": "plugins.core.href",
    "plugins.kept": "plugins.core.json_records",
    "plugins.lock": "plugins.core.lock",
    "plugins.mistakes": "plugins.core.mistakes",
    "plugins.plain_yaml": "plugins.core.plain_yaml",
    "plugins.published": "plugins.core.published",
    "plugins.seam": "plugins.core.schema",
    "plugins.settings_file": "plugins.core.settings_file",
    "plugins.sources": "plugins.core.sources",
    "plugins.storing": "plugins.core.files",
    "plugins.withdrawals": "plugins.core.withdrawals",
    "plugins.yaml_values": "plugins.core.yaml_values",
    "plugins.press": "plugins.build",
    "plugins.desk.building": "plugins.build.run",
    "plugins.desk.settings": "plugins.build.read_settings",
}
FROM_PLUGINS = re.compile(r"^(?P<indent>[ \t]*)from plugins import (?P<names>[\w, ]+?)[ \t]*$", re.MULTILINE)
NAMED = re.compile(
    rf"^(?P<start>[ \t]*(?:from|import)[ \t]+)(?P<old>{'|'.join(map(re.escape, MOVED))})\b", re.MULTILINE
)


def with_todays(text: str) -> str:
    """The file `text`, its imports of modules that moved naming them as they are called today.

    The name used in the rest of the file stays: `from plugins import seam` is
    `from plugins.core import schema as seam`.
    """
    text = FROM_PLUGINS.sub(_one_a_line, text)
    return NAMED.sub(lambda found: found["start"] + MOVED[found["old"]], text)


def _one_a_line(found: re.Match[str]) -> str:
    names = [name.strip() for name in found["names"].split(",")]
    if not any(f"plugins.{name.split(' ')[0]}" in MOVED for name in names):
        return found[0]
    lines = []
    for name in filter(None, names):
        module, _, alias = name.partition(" as ")
        home, _, today = MOVED.get(f"plugins.{module}", f"plugins.{module}").rpartition(".")
        called = alias.strip() or module
        lines.append(f"from {home} import {today}" + (f" as {called}" if called != today else ""))
    return "\n".join(found["indent"] + line for line in lines)
