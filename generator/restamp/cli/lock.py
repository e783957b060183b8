"""`restamp lock merge`: a lock in conflict, resolved from the names of both sides."""

from __future__ import annotations

from pathlib import Path

from restamp.cli.arguments import Arguments
from restamp.cli.clients import shown
from restamp.cli.console import Console
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import reason
from restamp.output import lock
from restamp.output.lock_merge import merged, sides


def run(arguments: Arguments, console: Console) -> int:
    """Merge the locks; 2 where one of them cannot be read.

    Three files are base, ours and theirs, as Git calls a merge driver (`%O %A %B`): the second is written. Anything
    else are packages or locks that hold the markers of a conflict.
    """
    files = arguments.files
    if len(files) == 3 and all(Path(file).is_file() for file in files):
        texts = [_text(Path(file), console) for file in files]
        done = None not in texts and _merge(
            Path(files[1]), texts[0] or None, texts[1] or "", texts[2] or "", console
        )
        return 0 if done else 2
    results = [_resolve(Path(file), console) for file in files]
    return 0 if all(results) else 2


def _resolve(path: Path, console: Console) -> bool:
    file = path / lock.FILE if path.is_dir() else path
    source = _text(file, console)
    if source is None:
        return False
    base, ours, theirs = sides(source)
    if ours == theirs == source:
        console.say(f"{shown(file)}: no conflict")
        return True
    return _merge(file, base, ours, theirs, console)


def _merge(file: Path, base: str | None, ours: str, theirs: str, console: Console) -> bool:
    diagnostics, name = Diagnostics(), shown(file)
    before = None if base is None else lock.parse(base, f"{name} (base)", diagnostics)
    here = lock.parse(ours, f"{name} (ours)", diagnostics)
    there = lock.parse(theirs, f"{name} (theirs)", diagnostics)
    if here is None or there is None or diagnostics.failed:
        console.report(diagnostics)
        return False
    result, notes = merged(before, here, there)
    for note in notes:
        diagnostics.note("lock-merged", f"{note}; the first stays", file=name)
    try:
        file.write_text(lock.text(result), "utf-8", newline="\n")
    except OSError as error:
        diagnostics.error("lock-unwritable", f"cannot be written: {reason(error)}", file=name)
    console.report(diagnostics)
    if diagnostics.failed:
        return False
    console.say(f"{name}: merged; `restamp generate` writes the package from it")
    return True


def _text(file: Path, console: Console) -> str | None:
    diagnostics = Diagnostics()
    try:
        return file.read_text("utf-8", "replace")
    except OSError as error:
        message = f"cannot be read: {reason(error)}"
        diagnostics.error("lock-unreadable", message, file=shown(file))
        console.report(diagnostics)
        return None
