"""Why a server did not do what it was told, and what the administrator does about it."""

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.target import Server

INSTALL = "Ở máy ấy, gõ: sudo apt install rsync util-linux coreutils"


def failed(server: Server, status: int, stderr: bytes) -> MistakesFound:
    """What a command on `server` that ended with `status` said on `stderr`."""
    return MistakesFound(Mistake(str(server), _why(server, status, stderr.decode("utf-8", "replace"))))


def lost(server: Server) -> MistakesFound:
    """The folder is held no more, so that somebody else may be publishing there."""
    sentence = "Đường nối giữ chỗ trên máy chủ đã đứt giữa chừng. Hãy gõ lại lệnh này."
    return MistakesFound(Mistake(str(server), sentence))


def not_held(server: Server, answer: str, status: int, stderr: bytes) -> MistakesFound:
    """Why ssh_scripts.LOCK, which answered `answer`, did not hold the folder on `server`."""
    kind, _, program = answer.partition(" ")
    if kind == "taken":
        sentence = "Một lần đăng khác đang chạy tới máy chủ này. Hãy chờ nó xong rồi thử lại."
    elif kind == "lacks":
        sentence = f"Máy chủ thiếu chương trình {program}. {INSTALL}"
    elif kind == "unlocked":
        sentence = f"Ổ đĩa của {server.path} không khóa được tệp. Hãy chọn thư mục ở ổ đĩa khác."
    elif kind == "closed" and (b"File exists" in stderr or b"Not a directory" in stderr):
        sentence = (
            f"{server.path}, hay thư mục chứa nó, là một tệp chứ không phải thư mục. Hãy dời tệp ấy đi."
        )
    else:
        return failed(server, status, stderr)
    return MistakesFound(Mistake(str(server), sentence))


def _why(server: Server, status: int, said: str) -> str:
    said = "".join(sign for sign in said if sign.isprintable() or sign == "\n")  # a server orders no terminal
    lines = [line for line in said.splitlines() if line.strip()]
    why = "; ".join(lines[-2:])[:300] or f"mã {status}"
    if "No space left" in said or "quota exceeded" in said:
        return "Máy chủ hết chỗ trên đĩa. Hãy dọn bớt rồi đăng lại."
    if status == 255:
        return f"Không nối được tới máy chủ ({why}). Hãy thử: ssh {server.host}"
    if "Permission denied" in said or "Operation not permitted" in said:
        return f"{_may_not_write(server)} (Máy chủ nói: {why}.)"
    if "Read-only file system" in said:
        return f"Ổ đĩa của {server.path} ở máy chủ chỉ đọc được ({why})."
    if ": not found" in said or "command not found" in said:
        return f"Máy chủ thiếu một chương trình ({why}). {INSTALL}"
    return f"Máy chủ báo lỗi: {why}."


def _may_not_write(server: Server) -> str:
    user, _, host = server.host.rpartition("@")
    owner = user or "tên-người-dùng"
    return (
        f"{user or 'Người dùng của ssh'} không được ghi vào {server.path}. Trên máy chủ {host}, gõ: "
        f"sudo install -d -o {owner} {server.path} "
        f"(và, nếu ở đó đã có tệp của người dùng khác: sudo chown -R {owner} {server.path})"
    )
