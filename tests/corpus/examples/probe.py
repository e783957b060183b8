"""One document: generated, imported, and every example decoded and encoded by the client's own types."""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from restamp import passes
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.emit.files import files_of
from restamp.ir.sent_tags import sent_tags
from restamp.lower.api import lower
from restamp.names.pins.pins import Pins
from restamp.names.table import NameTable, assign_names
from restamp.python.modules.layout import assign_modules
from restamp.python.modules.subject import Subject
from restamp.spec.document.document import Document, ReferencePolicy, open_document

from .client import NO_PLACE, PACKAGE, Types
from .judge import Judge
from .meaning import difference
from .places import Example, examples_of, readings


@dataclass(slots=True)
class Outcome:
    """What came of the examples of a document."""

    counts: Counter[str] = field(default_factory=Counter[str])
    failures: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """Cause, place, and more."""


def probe(config: ClientConfig, *, invent: bool = False) -> Outcome:
    """Try the examples of one document; nothing is found in one that is not generated."""
    outcome = Outcome()
    diagnostics = Diagnostics()
    access = ReferencePolicy(roots=(config.spec.parent, config.root))
    document = open_document(config.spec, config.spec_name, (), access, diagnostics)
    if document is None:
        return outcome
    api, _ = lower(document, diagnostics)
    if not any(True for _ in examples_of(document, api, invent=invent)):
        return outcome
    api = passes.run(api, config, diagnostics)
    names = assign_names(api, PACKAGE, Pins(), diagnostics)
    declarations = api.by_id
    subject = Subject(
        api, names, assign_modules(api, names), declarations, diagnostics, sent_tags=sent_tags(api)
    )
    files = {} if diagnostics.failed else files_of(subject, None, diagnostics).files
    if not files:
        return outcome
    # After the passes, for the operations as the endpoints have them.
    examples = list(examples_of(document, api, invent=invent))
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder) / PACKAGE / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        sys.path.insert(0, folder)
        _try_all(examples, document, names, outcome)
    return outcome


def _try_all(
    examples: list[Example], document: Document, names: NameTable, outcome: Outcome
) -> None:
    judge, types = Judge(document), Types(names)
    for example in examples:
        outcome.counts[f"{example.source}: examples"] += 1
        value = _allowed(judge, example, outcome)
        if value is NO_PLACE:
            continue
        annotation = types.of(example)
        if annotation is NO_PLACE:
            outcome.counts[f"{example.source}: not in the client"] += 1
            continue
        outcome.counts[f"{example.source}: allowed"] += 1
        failure = _tried(annotation, value, example, outcome)
        if failure is not None:
            outcome.failures.append((failure[0], example.at, failure[1]))


def _allowed(judge: Judge, example: Example, outcome: Outcome) -> Any:
    for value in readings(example.value):
        try:
            json.dumps(value, allow_nan=False)
            if judge.allows(value, example.schema_at, example.direction):
                return value
        except Exception:
            # Whatever goes wrong in a schema that is none: nobody can say.
            outcome.counts[f"{example.source}: not judged"] += 1
            return NO_PLACE
    outcome.counts[f"{example.source}: not allowed"] += 1
    return NO_PLACE


def _tried(
    annotation: Any, value: Any, example: Example, outcome: Outcome
) -> tuple[str, str] | None:
    codec = importlib.import_module(f"{PACKAGE}._runtime.codec")
    value = {example.wire_name: value} if example.wire_name else value
    text = json.dumps(value).encode()
    try:
        decoded = codec.adapter(annotation).validate_json(text)
    except ValidationError as error:
        return f"decode: {_causes(error)}", _details(error)
    except Exception as error:
        return f"decode: {type(error).__name__}", str(error)[:300]
    outcome.counts[f"{example.source}: decoded"] += 1
    if any(type(one).__name__ == "UnknownVariant" for one in _within(decoded)):
        outcome.counts[f"{example.source}: unknown variants"] += 1
        outcome.failures.append(("note: unknown variant", example.at, ""))
    try:
        sent = _sent(decoded, annotation)
    except Exception as error:
        return f"encode: {type(error).__name__}", str(error)[:300]
    if problem := difference(json.loads(sent), json.loads(text)):
        return f"encode: {problem.partition(':')[0]}", problem[:300]
    outcome.counts[f"{example.source}: round trips"] += 1
    return None


def _sent(decoded: Any, annotation: Any) -> bytes:
    """The JSON text of a body, with the part of the runtime that the package has for it."""
    bodies = importlib.import_module(f"{PACKAGE}._runtime.request")
    if importlib.util.find_spec(f"{PACKAGE}._runtime.typed") is not None:
        typed = importlib.import_module(f"{PACKAGE}._runtime.typed")
        decoded = typed.TypedJson(decoded, is_null_sent=True, type=annotation)
    elif isinstance(decoded, bytes):
        codec = importlib.import_module(f"{PACKAGE}._runtime.codec")
        return codec.adapter(annotation).dump_json(decoded)
    payload = bodies.encoded(decoded)
    return b"null" if payload is None else payload.chunks()


def _within(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict):
        inner = list(value.values())
    elif isinstance(value, list | tuple):
        inner = list(value)
    elif hasattr(type(value), "model_fields"):
        inner = [*vars(value).values(), *(value.__pydantic_extra__ or {}).values()]
    else:
        return
    for one in inner:
        yield from _within(one)


def _causes(error: ValidationError) -> str:
    return ", ".join(dict.fromkeys(one["type"] for one in error.errors()[:3]))


def _details(error: ValidationError) -> str:
    shown = [
        f"{'.'.join(map(str, one['loc']))}: {one['msg']} (got {one['input']!r:.60})"
        for one in error.errors(include_url=False)[:3]
    ]
    return "; ".join(shown)[:500]
