"""One document: generated, imported, and every example decoded and encoded by the client's own types."""

from __future__ import annotations

import importlib
import inspect
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
from restamp.config import ClientConfig
from restamp.diagnostics import Diagnostics
from restamp.emit.files import files_of
from restamp.ir.operations import Status
from restamp.lower.api import lower
from restamp.python.layout import lay_out
from restamp.python.naming import NameTable, name_all
from restamp.python.views import Subject
from restamp.spec.document import Access, Document, open_document

from .judge import Judge
from .meaning import difference
from .places import Example, examples_of, readings

PACKAGE = "probed_client"
NO_PLACE = object()


@dataclass(slots=True)
class Outcome:
    """What came of the examples of a document."""

    counts: Counter[str] = field(default_factory=Counter[str])
    failures: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """Cause, place, and more."""


def probe(config: ClientConfig) -> Outcome:
    """Try the examples of one document; nothing is found in one that is not generated."""
    outcome = Outcome()
    diagnostics = Diagnostics()
    access = Access(roots=(config.spec.parent, config.root))
    document = open_document(config.spec, config.spec_name, (), access, diagnostics)
    if document is None:
        return outcome
    api, _ = lower(document, diagnostics)
    examples = list(examples_of(document, api))
    if not examples:
        return outcome
    api = passes.run(api, config, diagnostics)
    names = name_all(api, PACKAGE, {}, diagnostics)
    declarations = {declaration.id: declaration for declaration in api.declarations}
    subject = Subject(api, names, lay_out(api, names), declarations, diagnostics)
    files = {} if diagnostics.failed else files_of(subject, None, diagnostics)
    if not files:
        return outcome
    # After the passes, for the operations as the endpoints have them.
    examples = list(examples_of(document, api))
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
        outcome.counts["examples"] += 1
        value = _allowed(judge, example, outcome)
        if value is NO_PLACE:
            continue
        annotation = types.of(example)
        if annotation is NO_PLACE:
            outcome.counts["not in the client"] += 1
            continue
        outcome.counts["allowed"] += 1
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
            outcome.counts["not judged"] += 1
            return NO_PLACE
    outcome.counts["not allowed"] += 1
    return NO_PLACE


class Types:
    """The types of the generated package, by the place of an example."""

    def __init__(self, names: NameTable) -> None:
        self._names = names
        self._models = importlib.import_module(f"{PACKAGE}.models")
        self._api = importlib.import_module(f"{PACKAGE}.client").API
        self._answers = importlib.import_module(f"{PACKAGE}._runtime.answers")
        self._failures = importlib.import_module(f"{PACKAGE}._runtime.failures")

    def of(self, example: Example) -> Any:
        """The annotation; NO_PLACE where the client has none for it."""
        if example.operation is None:
            return getattr(self._models, self._names.types[example.declaration], NO_PLACE)
        module = importlib.import_module(
            f"{PACKAGE}.api.{self._names.groups[example.operation.id].attribute}"
        )
        function = getattr(module, self._names.functions[example.operation.id])
        if example.response is None:
            return self._sent(example, function, vars(module))
        contents = example.response.contents
        if example.content is not contents[0]:
            return NO_PLACE
        parameters = inspect.signature(function).parameters
        request = function(**dict.fromkeys(parameters, "x"))
        status = _status(example.response.status, request.answer)
        if self._answers.is_success(request, status):
            found = self._answers.answer_type(request, status)
        else:
            found = next(self._failures._error_types(self._api, request, status), None)
        return NO_PLACE if found in (None, bytes, self._answers.Undocumented) else found

    def _sent(self, example: Example, function: Any, namespace: dict[str, Any]) -> Any:
        operation = example.operation
        assert operation is not None and operation.body is not None
        if example.content is not operation.body.contents[0]:
            return NO_PLACE
        name = self._names.parameters[operation.id, "body", ""]
        annotation = inspect.signature(function).parameters[name].annotation
        return eval(annotation, namespace)


def _status(status: Status, answer: Any) -> int:
    """A status within a range, which only the range names."""
    if status.is_exact:
        return status.low
    if not status.is_default:
        return status.high
    return 599 if answer is None or not isinstance(answer, dict) else 299


def _tried(
    annotation: Any, value: Any, example: Example, outcome: Outcome
) -> tuple[str, str] | None:
    codec = importlib.import_module(f"{PACKAGE}._runtime.codec")
    bodies = importlib.import_module(f"{PACKAGE}._runtime.bodies")
    text = json.dumps(value).encode()
    try:
        decoded = codec.adapter(annotation).validate_json(text)
    except ValidationError as error:
        return f"decode: {_causes(error)}", _details(error)
    except Exception as error:
        return f"decode: {type(error).__name__}", str(error)[:300]
    outcome.counts["decoded"] += 1
    if any(type(one).__name__ == "UnknownVariant" for one in _within(decoded)):
        outcome.counts["unknown variants"] += 1
        outcome.failures.append(("note: unknown variant", example.at, ""))
    try:
        sent, _ = bodies.encoded(decoded, "application/json")
    except Exception as error:
        return f"encode: {type(error).__name__}", str(error)[:300]
    if found := difference(json.loads(sent), json.loads(text)):
        return f"encode: {found.partition(':')[0]}", found[:300]
    outcome.counts["round trips"] += 1
    return None


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
