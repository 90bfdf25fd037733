"""The peer of the bench: the same service, in which each request is a commit of its own."""

import os
import sys
from collections import deque

from plugins.views.service import counting, serve
from plugins.views.service.batch import Batch, Writer


class PlainWriter(Writer):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._queue: deque[Batch] = deque()

    def put(self, view, visit) -> Batch:
        self._next = Batch()
        self._queue.append(super().put(view, visit))
        return self._next

    async def run(self) -> None:
        while self._queue or not self._ending:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                await self._store_batch(self._queue.popleft())


if __name__ == "__main__":
    counting.Writer = PlainWriter
    sys.exit(serve.main(os.environ.pop(serve.TOLD)))
