"""The numbers of a copy on their way back: into a file, or into PostgreSQL."""

import shutil
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.views import settings as views
from plugins.views.storage import backup as copies
from plugins.views.storage import in_use, integrity
from plugins.views.storage.database import Unavailable
from plugins.views.storage.sqlite import Sqlite
from plugins.views.storage.store import Store, open_database


class Numbers:
    """The numbers of a copy. file: their SQLite database."""

    def __init__(self, portal: Portal, file: Path):
        self._file, self._root = file, portal.root
        self._settings = views.read(portal.file)
        self._url = views.database_url(portal.root, self._settings)

    def examine(self) -> None:
        file = Sqlite(self._file)
        copy = Store(file)
        try:
            if found := file.faults() + integrity.faults(copy):
                raise MistakesFound(Mistake("", f"Số lượt xem trong bản sao không toàn vẹn: {found[0]}"))
        finally:
            copy.database.close()

    def bring_to_postgres(self, steps: Steps) -> None:
        """First of all that changes: it is done whole, or not at all."""
        if "://" not in self._url:
            return
        source, target = Store(Sqlite(self._file)), Store(open_database(self._url))
        try:
            if self._same(source, target):
                steps.tell(f"{target.database.name} đã có đúng số lượt xem ấy.")
                return
            copies.copy_all(source, target)
        except (copies.Occupied, Unavailable) as refused:
            raise MistakesFound(Mistake("", str(refused))) from None
        finally:
            source.database.close()
            target.database.close()
        steps.tell(f"Đã nhận số lượt xem vào {target.database.name}.")

    def put_file(self, steps: Steps) -> None:
        """To its place in the restored folder, when no other database is named."""
        if "://" in self._url:
            return
        to = Path(self._url)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._file, to)
        steps.tell(f"Đã đặt số lượt xem vào {in_use.name(self._root, self._url)}.")

    @staticmethod
    def _same(source: Store, target: Store) -> bool:
        """Whether an earlier try has already brought them."""
        return bool(target.totals()) and target.totals() == source.totals()
