"""The command `python -m plugins.preview`."""

import argparse
import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from plugins.preview import builder
from plugins.preview.preview import Preview
from plugins.preview.views import Views


def main(
    argv: list[str] | None = None,
    command: Callable[[Path, Path, Path], list[str]] = builder.build_command,
    views: Callable[[Path], Views] | None = Views,
) -> int:
    """Serve the site until Ctrl-C: 0 then, 1 when it cannot start, 2 for wrong arguments.

    command: what builds the site, see `Builder`; views: what counts, see `Views`, or None.
    """
    options = _arguments().parse_args(argv)
    settings = Path(options.settings).resolve()
    if not settings.is_file():
        print(f"Không thấy tệp cài đặt {options.settings}.", file=sys.stderr)
        return 1
    try:
        counted = views(settings) if views else None
        preview = Preview(settings, command, options.bind, options.port, views=counted)
    except OSError as error:
        print(_refusal(error, options), file=sys.stderr)
        return 1
    return preview.run()


def _refusal(error: OSError, options: argparse.Namespace) -> str:
    if error.errno == errno.EADDRINUSE:
        free = options.port + 1 if options.port < 65535 else 8000
        return f"Cổng {options.port} đang có chương trình khác dùng. Hãy chạy: make serve PORT={free}"
    if error.errno == errno.EACCES:
        return f"Máy không cho dùng cổng {options.port}. Hãy chạy: make serve PORT=8001"
    return f"Không mở được {options.bind}, cổng {options.port}: {error}."


def _arguments() -> argparse.ArgumentParser:
    parser = _Vietnamese(prog="python -m plugins.preview", description="Xem thử trang web trên máy này.")
    parser.add_argument("--port", type=_port, default=8000, help="cổng, mặc định 8000")
    parser.add_argument("--bind", default="127.0.0.1", help="địa chỉ mạng, mặc định chỉ máy này")
    parser.add_argument("--settings", default="pelicanconf.py", help="tệp cài đặt")
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là số cổng từ 0 đến 65535.")
    return int(text)


class _Vietnamese(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"Chưa đúng: {message}\n{self.prog} --help cho biết cách dùng.\n")


if __name__ == "__main__":
    sys.exit(main())
