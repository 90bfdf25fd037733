"""Taking values out of a foreign answer."""

from typing import Any, TypeVar, overload

from plugins.weather.refusal import RefusedError

T = TypeVar("T")


@overload
def fact(answer: object, *path: str | int) -> Any: ...
@overload
def fact(answer: object, *path: str | int, kind: type[T]) -> T: ...
def fact(answer: object, *path: str | int, kind: type[Any] | None = None) -> Any:
    """answer["daily"]["time"][0] for fact(answer, "daily", "time", 0); RefusedError when it is not there.

    kind: what it must be an instance of.
    """
    value: Any = answer
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            raise RefusedError(f"thiếu {_dotted(path)}") from None
    if value is None:
        raise RefusedError(f"{_dotted(path)} trống")
    if kind and not isinstance(value, kind):
        raise RefusedError(f"{_dotted(path)} là {value!r}")
    return value


def told(answer: object, *path: str | int) -> Any:
    """As `fact`, but None for what is not there."""
    try:
        return fact(answer, *path)
    except RefusedError:
        return None


def coordinate(degrees: float) -> str:
    """Four decimals at most, ten metres: MET Norway refuses more, and nobody needs them."""
    return f"{degrees:.4f}".rstrip("0").rstrip(".")


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))
