"""Font: the file that drawn cards take their letters from."""

from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound

ENDINGS = (".ttf", ".otf", ".woff2")


def find_font(setting: str, theme: str) -> str:
    """The path of the font file.

    setting: GALLERY['font'], '' for the first font the theme brings
    Raises MistakesFound when there is none.
    """
    if setting:
        if Path(setting).is_file():
            return setting
        sentence = f"GALLERY['font'] là “{setting}”, nhưng không có tệp ấy."
        raise MistakesFound(Mistake("pelicanconf.py", sentence))
    for path in sorted(Path(theme, "static", "fonts").glob("*")):
        if path.suffix in ENDINGS:
            return str(path)
    sentence = "Giao diện không có phông chữ nào. Hãy ghi một tệp TTF vào GALLERY['font']."
    raise MistakesFound(Mistake("pelicanconf.py", sentence))
