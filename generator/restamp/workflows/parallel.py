"""Run a function for many tasks in parallel processes, with the results in the order of the tasks.

Processes are forked where that is safe, after everything they need has been imported, and spawned elsewhere. Each runs
one task after the other, those of the largest documents first. A task may ask for exclusive access, for files that
several tasks write.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from restamp.records import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

Exclusive = Callable[[], AbstractContextManager[None]]
"""Opens a context that only one task has at a time."""
_WORTHWHILE = 100_000
"""Bytes of documents from which on starting processes takes less time than it saves."""
_PATIENCE = 5.0
"""Seconds after which an interrupted process is killed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The process of a task ended before the task did."""

    status: int
    """The exit status; a negative number is the signal."""

    @property
    def message(self) -> str:
        """The message of an error."""
        number = self.status
        how = f"by signal {-number}" if number < 0 else f"with exit status {number}"
        return f"the process of this client was ended {how}; run the command with --jobs 1"


@dataclass(frozen=True, slots=True)
class _Failed:
    """A task raised an exception."""

    traceback: str


@dataclass(frozen=True, slots=True)
class _Wait:
    """A task asks for exclusive access."""


@dataclass(frozen=True, slots=True)
class _Continue:
    """The task has exclusive access, which ends with it."""


@contextmanager
def in_order(
    function: Callable[[T, Exclusive], R],
    tasks: Sequence[T],
    documents: Sequence[Path],
    jobs: int | None,
) -> Generator[Iterator[R | Ended]]:
    """Open an iterator over the results, in the order of the tasks; `documents` are the main documents of the clients.

    With one job or task, the function runs in this process when its result is needed. Otherwise processes start now,
    and end with the context. By default there is one job per processor, and one in all for small documents.
    """
    if jobs is None:
        jobs = _processors() if sum(map(_size, documents)) >= _WORTHWHILE else 1
    if min(jobs, len(tasks)) <= 1:
        yield (function(task, nullcontext) for task in tasks)
        return
    pool = _Pool(function, tasks, _largest_first(documents), {}, {}, deque())
    try:
        pool.start(min(jobs, len(tasks)))
        yield pool.results()
    finally:
        pool.stop()


def _largest_first(documents: Sequence[Path]) -> deque[int]:
    sizes = [*map(_size, documents)]
    return deque(sorted(range(len(sizes)), key=lambda number: -sizes[number]))


def _size(document: Path) -> int:
    try:
        return document.stat().st_size
    except OSError:
        return 0


def _processors() -> int:
    """The number of processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _prepare() -> None:
    """Import what processes need before they are forked, so that they share it."""
    for module in ("restamp.output.write", "restamp.pipeline"):
        import_module(module)
    gc.collect()
    gc.freeze()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    task: int | None = None
    """None if it has nothing to do."""


@dataclass(slots=True)
class _Pool(Generic[T, R]):
    function: Callable[[T, Exclusive], R]
    tasks: Sequence[T]
    waiting: deque[int]
    """Tasks that no process has taken."""
    finished: dict[int, R | Ended | _Failed]
    workers: dict[Connection, _Worker]
    exclusive: deque[Connection]
    """The processes that asked for exclusive access; the first one has it."""

    def start(self, count: int) -> None:
        """Start the processes and give each a task."""
        import multiprocessing

        forks = sys.platform not in ("darwin", "win32") and threading.active_count() == 1
        if forks:
            _prepare()
        context = (
            multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
        )
        for _ in range(count):
            ours, theirs = context.Pipe()
            arguments = (self.function, self.tasks, theirs)
            process = context.Process(target=_work, args=arguments, daemon=True)
            with _without_interrupts():
                process.start()
                self.workers[ours] = _Worker(process)
            theirs.close()
            self._give_task(ours)

    def results(self) -> Iterator[R | Ended]:
        """Yield the results in order."""
        for task in range(len(self.tasks)):
            while task not in self.finished:
                self._receive()
            result = self.finished.pop(task)
            if isinstance(result, _Failed):
                raise RuntimeError(f"a process failed\n{result.traceback}")
            yield result

    def _receive(self) -> None:
        """Wait for messages of the processes; without any process, run the next task here."""
        from multiprocessing.connection import wait

        if not self.workers:
            task = self.waiting.popleft()
            self.finished[task] = self.function(self.tasks[task], nullcontext)
            return
        for ready in wait([*self.workers]):
            connection = cast("Connection", ready)
            try:
                message: R | _Failed | _Wait = connection.recv()
            except (EOFError, OSError):
                self._ended(connection)
                continue
            if isinstance(message, _Wait):
                self.exclusive.append(connection)
                if len(self.exclusive) == 1:
                    connection.send(_Continue())
                continue
            worker = self.workers[connection]
            if worker.task is not None:
                self.finished[worker.task] = message
            self._release(connection)
            self._give_task(connection)

    def _give_task(self, connection: Connection) -> None:
        """Send the next task to a process; without one, it ends."""
        worker = self.workers[connection]
        worker.task = self.waiting.popleft() if self.waiting else None
        with suppress(OSError):  # It ended, which the next message shows.
            connection.send(worker.task)
        if worker.task is None:
            del self.workers[connection]
            worker.process.join()

    def _release(self, connection: Connection) -> None:
        """Give exclusive access to the next process, if this one has it."""
        if connection not in self.exclusive:
            return
        had_access = self.exclusive[0] is connection
        self.exclusive.remove(connection)
        if had_access and self.exclusive:
            with suppress(OSError):
                self.exclusive[0].send(_Continue())

    def _ended(self, connection: Connection) -> None:
        worker = self.workers.pop(connection)
        worker.process.join()
        if worker.task is not None:
            self.finished[worker.task] = Ended(worker.process.exitcode or 0)
        self._release(connection)

    def stop(self) -> None:
        """End the processes that are left; each cleans up behind its task."""
        processes = [worker.process for worker in self.workers.values()]
        self.workers.clear()
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
                process.join()


def _work(
    function: Callable[[T, Exclusive], R], tasks: Sequence[T], connection: Connection
) -> None:
    """Run tasks until there is none, or until the other end is gone. The main process handles interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _exit)
    _unblock_interrupts()

    @contextmanager
    def exclusive() -> Generator[None]:
        connection.send(_Wait())
        connection.recv()
        yield

    with suppress(EOFError, OSError):
        index: int | None
        while (index := connection.recv()) is not None:
            connection.send(_result(function, tasks[index], exclusive))


def _result(function: Callable[[T, Exclusive], R], task: T, exclusive: Exclusive) -> R | _Failed:
    try:
        return function(task, exclusive)
    except Exception:
        import traceback

        return _Failed(traceback.format_exc())


def _exit(_signal: int, _frame: object) -> None:
    sys.exit(128 + signal.SIGTERM)


@contextmanager
def _without_interrupts() -> Generator[None]:
    """Block interrupts in this process and in those that it starts, which unblock them when they can handle them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _unblock_interrupts() -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
