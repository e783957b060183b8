"""The module `recording`: recordings of real calls, for the fake."""

from __future__ import annotations

from restamp.python.modules.subject import Subject
from restamp.python.types.imports import Imports
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class RecordingView:
    """The module `recording`, with the names that it imports."""

    base: str
    transport: str
    file_path: str
    problems: str
    api: str
    imports: tuple[str, ...]


def recording_view(subject: Subject) -> RecordingView:
    """The view of the recordings of a package."""
    taken = frozenset({"Recording", "annotations", "recording_problems"})
    imports = Imports(taken, package=".", runtime=subject.runtime)
    base = imports.use(runtime.RECORDINGS, "ApiRecording")
    transport = imports.use(runtime.RECORDINGS, "Transport")
    file_path = imports.use(runtime.RECORDINGS, "FilePath")
    problems = imports.use(runtime.FAKES_RECORDINGS, "problems_of")
    api = imports.use("._custom" if "API" in subject.custom else ".client", "API")
    return RecordingView(base, transport, file_path, problems, api, tuple(imports.lines()))
