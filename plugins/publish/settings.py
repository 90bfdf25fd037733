"""The shape of PUBLISH, and what publishing needs to know of the other settings."""

import os
import re
import shlex
from dataclasses import dataclass as plain
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator
from pydantic.dataclasses import dataclass

from plugins.core import schema, settings_file
from plugins.core.clock import AT_HOME, zone_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.portal.settings import Text
from plugins.publish.address import form_of_base, is_base
from plugins.publish.target import is_system, parse

# Browsers run these as they run a page, or servers as programs; nothing looks into them.
ACTIVE = frozenset(
    "htm xhtml xht mht mhtml shtml svgz xsl xslt mml swf htc hta jar php phtml cgi pl py sh asp aspx jsp "
    "htaccess exe bat cmd com scr vbs ps1 lnk url".split()
)
Extension = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+$")]
Folder = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\"'$`\\;{}]*[^\x00-\x1f\"'$`\\;{}/.]$")]

Name = Annotated[str, StringConstraints(pattern=r"^[a-z]([a-z0-9-]{0,24}[a-z0-9])?$")]
HostName = Annotated[
    str,
    StringConstraints(pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}$", max_length=253),
]

# Of the system or of the web server, so of no portal. Debian's own users count too.
NOT_OURS = frozenset(
    "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc nobody systemd "
    "messagebus sshd postgres redis valkey nginx caddy combined default fastcgi lock user log mount".split()
)
# What files of ours end with: one of this portal would have the name of another's.
ENDINGS = ("-http", "-headers", "-certbot")
ODD = re.compile(r"[^\w./-]")  # what a web server or systemd would read as something else
UNREAD = "máy chủ web không đọc được tên có chữ cách hay ký tự lạ. Hãy đổi tên, ví dụ public_html."
APART = "Hãy chọn một thư mục riêng, như .cache/live."
TAKEN = "thư mục này có việc khác; lần dựng sau có thể xóa mất. Hãy chọn thư mục khác."
# Folders of the project that a build empties, or that hold what people wrote.
OTHERS = frozenset("output content theme plugins tests docs data .git .venv .ci".split())


@dataclass(frozen=True, config=schema.STRICT)
class PublishSettings:
    """PUBLISH.

    name: what all that this portal shares with others on a server begins with: files, units, user, log
    folder: where releases are kept, with `current` pointing at the public one
    keep: releases that stay, the public one included
    keep_days: days of which the last release stays too; 0 for none
    numbers_hours: hours after which the timer makes changed view counts and weather alone public
    deploy: servers and buckets to publish to, "user@host:/srv/portal" or "s3://bucket"; () is this machine
    ssh: the command that reaches a server, with its options
    check: base addresses asked after a switch; () is SITEURL
    timer: what the timer publishes: "due", what fell due of the words last published by a person;
        "all", whatever lies in content/
    wait: seconds to wait while somebody else publishes
    live: folder of the values that change between releases, served as /live/
    certificate: folder of fullchain.pem and privkey.pem on the server; '' is where certbot puts them
    old_names: names the portal was read at before; the web server sends them on to SITEURL
    moved: the file of addresses that moved or were taken down
    budget: bytes a page may weigh with all it loads but photos, compressed
    extensions: further kinds of files that may be published
    private: words that no public file may contain, such as a private telephone number
    emails: addresses that stand in this project's history and may be published all the same
    """

    name: Name = "tram-tin"
    folder: Folder = "public_html"
    keep: Annotated[int, Field(ge=2, le=100)] = 5
    keep_days: Annotated[int, Field(ge=0, le=400)] = 30
    numbers_hours: Annotated[float, Field(ge=0)] = 24
    deploy: tuple[str, ...] = ()
    ssh: Text = "ssh"
    check: tuple[str, ...] = ()
    timer: Literal["due", "all"] = "due"
    wait: Annotated[float, Field(ge=0)] = 300
    live: Folder = ".cache/live"
    certificate: Folder | Literal[""] = ""
    old_names: tuple[HostName, ...] = ()
    moved: Text = "content/du-lieu/chuyen-huong.yaml"
    budget: Annotated[int, Field(ge=1)] = 60_000
    extensions: tuple[Extension, ...] = ()
    private: tuple[Text, ...] = ()
    emails: tuple[Text, ...] = ()

    @field_validator("name")
    @classmethod
    def is_no_programs(cls, name: str) -> str:
        if name.endswith(ENDINGS):
            raise ValueError("tệp của cổng khác có thể mang tên ấy. Hãy chọn tên khác, ví dụ an-khanh.")
        if name in NOT_OURS:
            raise ValueError("tên ấy là của hệ thống. Hãy chọn tên khác, ví dụ an-khanh.")
        return name

    @field_validator("ssh")
    @classmethod
    def shows_no_password(cls, ssh: str) -> str:
        if re.search(r"\bsshpass\s+-p|\bpassword=", ssh, re.I):
            raise ValueError("người dùng khác của máy đọc được mật khẩu trong dòng lệnh. Hãy dùng khóa ssh.")
        try:
            shlex.split(ssh)
        except ValueError:
            raise ValueError("có dấu nháy mở mà không đóng. Hãy viết lại như ssh -p 2222.") from None
        return ssh

    @field_validator("folder", "live")
    @classmethod
    def is_nobody_elses(cls, folder: str) -> str:
        if not folder.isprintable() or folder != folder.strip() or folder.startswith("~"):
            raise ValueError("máy không tìm được thư mục tên như vậy. Hãy viết đủ, ví dụ /srv/cong.")
        if ODD.search(folder):
            raise ValueError(UNREAD)
        if _is_taken(folder):
            raise ValueError(TAKEN)
        if is_system(os.path.normpath(folder)):
            raise ValueError("đó là thư mục của hệ thống. Hãy chọn một thư mục riêng cho cổng.")
        return folder

    @field_validator("certificate")
    @classmethod
    def is_read_by_servers(cls, folder: str) -> str:
        if ODD.search(folder) or (folder and not folder.startswith("/")):
            raise ValueError("phải là cả đường dẫn, không có chữ cách hay ký tự lạ, như /etc/ssl/cong.")
        return folder

    @field_validator("check")
    @classmethod
    def can_be_asked(cls, check: tuple[str, ...]) -> tuple[str, ...]:
        for base in check:
            if not is_base(base):
                raise ValueError(f"“{base}” {form_of_base(base)}")
        return check

    @field_validator("old_names")
    @classmethod
    def are_names_of_servers(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if not is_base(f"https://{name}"):
                raise ValueError(f"“{name}” không phải tên miền. Hãy ghi như cu.hoaiduc.hanoi.gov.vn.")
        return tuple(dict.fromkeys(names))  # Caddy does not start with one twice

    @field_validator("extensions")
    @classmethod
    def are_still(cls, extensions: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := next((each for each in extensions if each in ACTIVE), None):
            raise ValueError(f"tệp .{wrong} chạy được ở máy người đọc hay máy chủ. Hãy đổi tệp sang PDF.")
        return extensions

    @field_validator("deploy")
    @classmethod
    def can_be_reached(cls, deploy: tuple[str, ...]) -> tuple[str, ...]:
        for each in deploy:
            parse(each)
        return deploy


def _is_taken(folder: str) -> bool:
    """Whether a folder, relative to the project's, holds or will hold something else."""
    first, _, rest = os.path.normpath(folder).partition("/")
    return first in OTHERS or (first in (".", "..", ".cache") and not rest)


def _shows_releases(live: str) -> bool:
    """Whether the folder of live values, relative to that of the releases, is that, around or among them."""
    return set(live.split("/")) <= {".", ".."} or live.partition("/")[0] in ("releases", "current")


@plain(frozen=True)
class Portal:
    """One portal about to be published. root: the project's folder; file: its settings file."""

    root: Path
    file: Path
    siteurl: str
    publish: PublishSettings
    email: str
    zone: ZoneInfo = AT_HOME

    @property
    def folder(self) -> Path:
        return self.root / self.publish.folder

    @property
    def cache(self) -> Path:
        return self.root / ".cache" / "publish"


def read(path: Path) -> Portal:
    """The portal whose settings file is `path`; MistakesFound when that cannot be used."""
    values = settings_file.values(path)
    siteurl = str(values.get("SITEURL", ""))
    if not is_base(siteurl):
        raise MistakesFound(Mistake(path.name, f"SITEURL là “{siteurl}”, nhưng {form_of_base(siteurl)}"))
    settings = schema.checked(PublishSettings, values.get("PUBLISH", {}), "PUBLISH", "pelicanconf.py")
    root = Path(os.path.realpath(path)).parent
    for name in ("folder", "live"):  # by its whole path, a folder of the project is known here only
        folder = getattr(settings, name)
        at = Path(os.path.realpath(root / folder))
        if at in (root, *root.parents) or (
            Path(folder).is_absolute() and _is_taken(os.path.relpath(at, root))
        ):
            raise MistakesFound(Mistake("pelicanconf.py", f"PUBLISH['{name}'] là “{folder}”: {TAKEN}"))
    if _shows_releases(os.path.relpath(root / settings.live, root / settings.folder)):
        sentence = f"PUBLISH['live'] là “{settings.live}”: ai cũng đọc được nhật ký và các bản ở đó. {APART}"
        raise MistakesFound(Mistake("pelicanconf.py", sentence))
    if (host := urlsplit(siteurl).hostname) in settings.old_names:
        sentence = f"PUBLISH['old_names'] có {host}, chính là tên miền đang dùng. Hãy bỏ tên ấy."
        raise MistakesFound(Mistake("pelicanconf.py", sentence))
    organisation = values.get("PORTAL", {}).get("organisation", {})
    return Portal(root, path, siteurl, settings, organisation.get("email", ""), zone_of(values))
