"""`python -m tests.examples`: serves the examples until it is stopped."""

import contextlib
import tempfile
import threading
from pathlib import Path

from tests.examples.drawing import NAMES, draw
from tests.server import serving

with tempfile.TemporaryDirectory() as folder:
    draw(Path(folder))
    with serving(Path(folder)) as url, contextlib.suppress(KeyboardInterrupt):
        print("\n".join(f"{url}/{name}.html" for name in NAMES))
        threading.Event().wait()
