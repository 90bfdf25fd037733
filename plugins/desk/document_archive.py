"""The file of a document, opened with care: an archive of XML and pictures that anybody may have made."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from plugins.core.mistakes import Mistake, MistakesFound

LARGEST = 400_000_000  # bytes unpacked; 300 photos of 12 MP are less than half of it
MOST = 5_000  # files in it
RATIO = 200  # bytes out of one byte in: more is no document
XML_MOST = 60_000_000
OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97's .doc, and any file locked by a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

BROKEN = "Tệp hỏng hoặc chưa chép xong. Hãy mở bằng Word, lưu lại rồi đưa vào lần nữa."
LOCKED = "Tệp có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu (Tệp, Bảo vệ), lưu lại rồi đưa vào."
OLD = "Tệp .doc của Word đời cũ. Hãy mở bằng Word, chọn Lưu thành .docx rồi đưa tệp ấy vào."
BOMB = "Tệp bung ra lớn bất thường, không thể là một văn bản. Hãy xem lại tệp này từ đâu tới."
OTHER = "Đây không phải tệp Word (.docx) hay OpenDocument (.odt)."


@dataclass(frozen=True)
class Package:
    """files: the names in the archive and their bytes, read when asked for."""

    name: str
    _archive: zipfile.ZipFile

    def names(self) -> list[str]:
        return self._archive.namelist()

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError):
            raise refused(self.name, BROKEN) from None

    def xml(self, name: str) -> ElementTree.Element | None:
        """The root of a part; None where there is none."""
        if name not in self:
            return None
        data = self.read(name)
        if re.search(rb"<!DOCTYPE|<!ENTITY", data[:4096]):
            raise refused(self.name, BROKEN)
        try:
            return ElementTree.fromstring(data)
        except ElementTree.ParseError:
            raise refused(self.name, BROKEN) from None

    def rewritten(self, parts: Mapping[str, bytes]) -> io.BytesIO:
        """The same archive with other bytes for `parts`."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
            for name in dict.fromkeys(self.names()):
                if not name.endswith("/"):
                    new.writestr(name, parts[name] if name in parts else self.read(name))
        made.seek(0)
        return made


def opened(path: Path, name: str) -> Package:
    """The document at `path`, called `name`; MistakesFound with a sentence for what is none."""
    data = path.read_bytes()
    if data.startswith(OLD_FORMAT):
        raise refused(name, LOCKED if ENCRYPTED in data else OLD)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError):
        cut = data.startswith(b"PK") or not data
        raise refused(name, BROKEN if cut else OTHER) from None
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise refused(name, LOCKED)
    unpacked = sum(info.file_size for info in infos)
    large_xml = any(info.file_size > XML_MOST and info.filename.endswith(".xml") for info in infos)
    if len(infos) > MOST or unpacked > LARGEST or large_xml or unpacked > RATIO * max(len(data), 50_000):
        raise refused(name, BOMB)
    return Package(name, archive)


def refused(name: str, sentence: str) -> MistakesFound:
    return MistakesFound(Mistake(name, sentence))
