"""How builder, watch, events and server work together."""

import queue
import signal
import sys
import threading
from collections.abc import Callable, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from plugins.preview.builder import Builder
from plugins.preview.events import Events, State
from plugins.preview.first_page import saved_story
from plugins.preview.server import Server
from plugins.preview.summary import lines
from plugins.preview.views_service import Views
from plugins.preview.watch import Watch


def _say(line: str) -> None:
    print(line, flush=True)


class Preview:
    """The whole preview: build, serve, watch, build again.

    settings: the absolute path of the settings file; its folder is the project.
    command, waits: what builds the site, see `Builder`.
    say: tells the editor one line; views: the service that counts, beside the site or not;
    due: when something of the site appears or ends next, by itself.
    Raises OSError when host and port cannot be used; nothing runs before `start`.
    """

    def __init__(
        self,
        settings: Path,
        command: Callable[[Path, Path, Path], list[str]],
        host: str,
        port: int,
        say: Callable[[str], None] = _say,
        views: Views | None = None,
        due: Callable[[], datetime | None] = lambda: None,
        waits: bool = False,
    ):
        project = settings.parent
        self.events = Events()
        self.views = views
        self.server = Server(host, port, self.events, views)
        # A folder for each port, so that two previews never delete each other's site.
        cache = project / ".cache" / "preview" / str(self.server.port)
        self.builder = Builder(
            lambda output, report: command(settings, output, report), project, cache, waits
        )
        self.watch = Watch(project)
        self._say, self._due = say, due
        # What was saved and is in no build that is done; what of it a page shows that was printed alone.
        self._unbuilt, self._shown = set[str](), set[str]()
        self._beside = ThreadPoolExecutor(1)
        self._threads = [
            threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True),
            threading.Thread(target=self._build_on_change, daemon=True),
        ]
        self._end = queue.SimpleQueue[Exception | None]()

    def run(self) -> int:
        """Work until a signal to end; the exit code of the program."""
        # The handlers only leave a note (put() may be called from a handler), so no
        # exception ever bursts into a half-started child or a half-written answer.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._end.put(None))
        # Before the threads: from now on only one of them speaks.
        self._say(f"Trạm Tin chạy ở {self.server.url}  (Ctrl-C để dừng)")
        self.start()
        failure = self._end.get()
        self.stop()
        if failure:
            print(f"Máy xem thử dừng vì lỗi: {failure!r}", file=sys.stderr)
        return 1 if failure else 0

    def start(self) -> None:
        """Answer browsers at once, with a page that waits for the first build."""
        if self.views:
            self.views.start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End everything that runs, also a build half done."""
        self.watch.stop()
        self.builder.stop()
        if self.views:
            self.views.stop()
        self._beside.shutdown(wait=False)
        self.events.close()
        self.server.shutdown()
        self.server.server_close()
        for thread in self._threads:
            thread.join(timeout=2)

    def _build_on_change(self) -> None:
        try:
            # Watching begins before the first build: what is saved meanwhile counts.
            self.watch.start()
            changed: list[str] | None = None
            while True:
                served = self.events.state.site
                self.watch.fresh()
                self._unbuilt = set(changed or ())
                self._show_first(self._unbuilt - self._shown)
                self._shown.clear()
                # Asked before it reads, what falls due meanwhile is built next; nobody waits for the answer.
                until = self._beside.submit(self._due)
                built = self.builder.build(self.watch.has_news, changed or (), self._show_meanwhile)
                if built is None:
                    return
                if built.site and self.views:
                    self.views.follow(built.site)
                if built.site or not served:
                    self.events.show(State(built.version, built.site, built.mistakes, built.first))
                else:
                    version = self.events.state.version
                    self.events.show(State(version, served, built.mistakes, built.first))
                for line in lines(built, changed):
                    self._say(line)
                self.builder.prepare()
                changed = self.watch.wait(until.result())
                if changed is None:
                    return
        except Exception as failure:
            # A preview that no longer builds would look alive and show old pages.
            self._end.put(failure)

    def _show_meanwhile(self) -> None:
        fresh = self.watch.fresh()
        self._unbuilt |= fresh
        self._shown -= fresh
        self._show_first(fresh)

    def _show_first(self, fresh: Set[str]) -> None:
        """The page of the one story that was just saved, before all else that it changes."""
        state, story = self.events.state, saved_story(fresh, self._unbuilt)
        if state.site and story and (page := self.builder.print_first(story)):
            self.events.show(replace(state, first=(*state.first, page)))
            self._shown |= fresh
