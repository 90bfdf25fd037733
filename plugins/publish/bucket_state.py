"""What a bucket keeps of its releases."""

from plugins.core.json_records import parse
from plugins.core.mistakes import Mistake, MistakesFound

NEW = {"current": None, "releases": [], "rolled_back": []}


def read(data: bytes | None, name: str) -> dict:
    """The state in the file `name` of a bucket; MistakesFound when that is damaged."""
    if not data:
        return NEW | {"releases": [], "rolled_back": []}
    try:
        state = parse(data)
        if all(isinstance(state[each], type(empty)) for each, empty in NEW.items() if empty is not None):
            return {"current": None} | state
    except (ValueError, TypeError, KeyError):
        pass
    sentence = "Tệp này hỏng. Hãy xóa tệp ấy (chỉ tệp ấy) trong kho rồi make publish FORCE=1."
    raise MistakesFound(Mistake(name, sentence))
