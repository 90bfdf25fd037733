"""Where to publish to: the meaning of DEPLOY."""

import re
from dataclasses import dataclass

SERVER = re.compile(
    r"(?:(?P<user>[A-Za-z_][A-Za-z0-9_.-]*)@)?(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])"
    r":(?P<path>/[A-Za-z0-9._/-]+)"
)
BUCKET = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[A-Za-z0-9._/-]*))?")
# The system's own folders: a release folder there would be a slip of the hand.
SYSTEM = re.compile(
    r"/(bin|boot|dev|etc|lib|lib64|proc|root|run|sbin|sys|usr)(/|$)|/(home|opt|srv|var|mnt|tmp)/?$"
)


@dataclass(frozen=True)
class Server:
    """A folder on a host that is reached by ssh."""

    host: str
    path: str

    def __str__(self) -> str:
        return f"{self.host}:{self.path}"


@dataclass(frozen=True)
class Bucket:
    """A bucket of S3-compatible storage. prefix: '' or a folder in it, without slashes at its ends."""

    name: str
    prefix: str

    def __str__(self) -> str:
        return f"s3://{self.name}/{self.prefix}".rstrip("/")


def parse(text: str) -> Server | Bucket:
    """One target; ValueError with a Vietnamese sentence when it is none or not safe."""
    if found := BUCKET.fullmatch(text):
        prefix = (found["prefix"] or "").strip("/")
        if any(part in ("", ".", "..") for part in prefix.split("/")) and prefix:
            raise ValueError(f"“{text}” có thư mục không dùng được. Hãy bỏ . và .. khỏi địa chỉ.")
        return Bucket(found["bucket"], prefix)
    found = SERVER.fullmatch(text)
    if not found:
        raise ValueError(f"“{text}” phải có dạng nguoi-dung@may-chu:/srv/cong hoặc s3://thung-chua.")
    if found["path"].startswith("//"):
        raise ValueError(f"“{text}” phải có dạng nguoi-dung@may-chu:/srv/cong hoặc s3://thung-chua.")
    path = "/" + "/".join(part for part in found["path"].split("/") if part)
    if any(part in (".", "..") or part.startswith("-") for part in path.split("/")):
        raise ValueError(
            f"“{text}” có thư mục không dùng được. Hãy viết đường dẫn đầy đủ, không có . hay ..."
        )
    if is_system(path):
        raise ValueError(
            f"“{text}” là thư mục của hệ thống. Hãy chọn một thư mục riêng cho cổng, ví dụ /srv/cong."
        )
    user = f"{found['user']}@" if found["user"] else ""
    return Server(f"{user}{found['host']}", path)


def is_system(path: str) -> bool:
    """Whether an absolute path is one of the system's own folders, or one at its root."""
    return path.startswith("/") and (bool(SYSTEM.match(path)) or path.count("/") < 2)


def parse_all(text: str) -> tuple[Server | Bucket, ...]:
    """Targets between spaces or commas, each once."""
    return tuple(dict.fromkeys(parse(each) for each in re.split(r"[\s,]+", text.strip()) if each))
