"""Templates: compiled once for all builds, loaded once for all of Pelican's generators."""

from hashlib import blake2b, sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from plugins.core.build import build_of

SIZE = 16  # bytes of a digest


class CompiledTemplates(FileSystemBytecodeCache):
    """Jinja's, each file with a digest: code in which one byte is another can end Python without a word."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = _Bucket(environment, self.get_cache_key(name, filename), self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket


class _Bucket(Bucket):
    def load_bytecode(self, f: BinaryIO) -> None:
        digest, code = f.read(SIZE), f.read()
        if _digest(code) == digest:
            super().load_bytecode(BytesIO(code))

    def write_bytecode(self, f: IO[bytes]) -> None:
        code = BytesIO()
        super().write_bytecode(code)
        f.write(_digest(code.getvalue()) + code.getvalue())


def _digest(code: bytes) -> bytes:
    return blake2b(code, digest_size=SIZE).digest()


def keep_compiled_templates(pelican: Any) -> None:
    # Compiling them takes a tenth of a second, in every build.
    folder = Path(pelican.settings["PATH"]).parent / ".cache/jinja"
    folder.mkdir(parents=True, exist_ok=True)
    settings = pelican.settings["JINJA_ENVIRONMENT"]
    # What is compiled names the extensions by their modules: those of another version are not there.
    maker = sha256(f"{version('jinja2')} {settings.get('extensions')}".encode()).hexdigest()[:16]
    settings["bytecode_cache"] = CompiledTemplates(str(folder), f"{maker}_%s.cache")


def share_environment(generator: Any) -> None:
    # Each generator makes one of its own and would load every template again; all are alike.
    build = build_of(generator.settings)
    shared = build.environment = build.environment or generator.env
    shared.filters.update(generator.env.filters)
    vars(shared).pop("list_templates", None)  # see plugins.core.jinja.Unlisted
    generator.env = shared
