"""Where a generation spends its time: `python -m tests.benchmarks.generate_stages ARGUMENT ...` runs one command.

A thread looks at the stack about every millisecond. The CPU time since its last look belongs to the innermost module of
the generator on the stack, and to the library that it called. What a profiler adds to each call would make small functions
look expensive.
"""

from __future__ import annotations

import gc
import sys
from collections import defaultdict
from pathlib import Path
from threading import Event, Thread, get_ident, main_thread
from time import process_time
from types import FrameType

import restamp

_INTERVAL = 0.001
_SMALL = 0.01
"""Stages with less than this share are summed up."""
_PARTS = 2
"""Of the path of a module: its package, and the folder or module in it."""


class Sampler(Thread):
    """Counts CPU seconds by stage, from another thread."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seconds: dict[str, float] = defaultdict(float)
        self._generator = f"{Path(restamp.__file__).parent}/"
        self._done = Event()

    def run(self) -> None:
        """Look at the stack of the other thread until `stop`."""
        sys.setswitchinterval(_INTERVAL / 10)
        last = process_time()
        self.seconds["start of Python"] = last
        while not self._done.wait(_INTERVAL):
            frame = self._frame()
            now = process_time()
            self.seconds[self._stage(frame)] += now - last
            last = now

    def stop(self) -> None:
        """No longer look."""
        self._done.set()
        self.join()

    def _frame(self) -> FrameType | None:
        """The innermost frame; of the thread with a large stack, while the main thread waits for it."""
        frames = sys._current_frames()
        del frames[get_ident()]
        main = frames.pop(main_thread().ident or 0, None)
        return next(iter(frames.values()), main)

    def _stage(self, frame: FrameType | None) -> str:
        library = ""
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith("<frozen importlib"):
                return "imports"
            if file.startswith(self._generator):
                return self._folder(file.removeprefix(self._generator)) + library
            if not library and "site-packages/" in file:
                library = f" ({file.rpartition('site-packages/')[2].split('/')[0]})"
            frame = frame.f_back
        return "other"

    @staticmethod
    def _folder(path: str) -> str:
        return "/".join(path.removesuffix(".py").split("/")[:_PARTS])


def rows(seconds: dict[str, float]) -> list[tuple[str, float, float]]:
    """Stages with their seconds and shares, the longest first."""
    total = sum(seconds.values())
    by_time = sorted(seconds.items(), key=lambda item: -item[1])
    large = [(name, used, used / total) for name, used in by_time if used >= _SMALL * total]
    small = sum(used for _, used in by_time[len(large) :])
    return [*large, ("everything else", small, small / total), ("total", total, 1.0)]


def main() -> None:
    """Run a command of Restamp, and print its stages as rows of a table."""
    sampler = Sampler()
    sampler.start()
    gc.set_threshold(100_000)  # As restamp.__main__ does, which ends the process.
    from restamp.cli import main as run

    status = run(sys.argv[1:])
    sampler.stop()
    for name, seconds, share in rows(sampler.seconds):
        print(f"| {name} | {seconds:.2f} | {share:.0%} |")
    sys.exit(status)


if __name__ == "__main__":
    main()
