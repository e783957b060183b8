"""One document, examined: every drawn case through the client, the reference and the judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from restamp.ir.operations import Codec, Content, Location, Operation

from .calling import Caller, Refused, caller, key_names
from .comparing import FORMS, Compared, Difference, differences
from .disagreements import Disagreement
from .documents import Specimen
from .drawing import Drawn, source
from .judging import Judge, judge
from .known import explanation
from .meanings import Meanings, plain
from .undrawn import Undrawn, reason
from .wire import Wire, of_client, of_schemathesis

ABSENT = "<absent>"


@dataclass(slots=True)
class Tally:
    """What came of a document."""

    cases: int = 0
    requests: int = 0
    agreed: int = 0
    explained: Counter[str] = field(default_factory=Counter[str])
    unexplained: list[str] = field(default_factory=list[str])
    rules: Counter[str] = field(default_factory=Counter[str])
    not_drawn: list[str] = field(default_factory=list[str])
    """Operations of which schemathesis draws nothing for no known reason."""
    undrawn: Counter[str] = field(default_factory=Counter[str])
    """The others, by reason."""

    def leave(self, one: Undrawn) -> None:
        """One operation less."""
        why = reason(one)
        if why is None:
            self.not_drawn.append(str(one))
        else:
            self.undrawn[why] += 1

    def add(self, disagreements: list[Disagreement]) -> None:
        """One request more."""
        self.requests += 1
        self.agreed += not disagreements
        for one in disagreements:
            why = explanation(one)
            if why is None:
                self.unexplained.append(str(one))
            else:
                self.explained[why] += 1


def examined(specimen: Specimen, count: int, seed: int) -> Tally:
    """`count` cases of every operation, each sent twice: as JSON's data, and as the client's types."""
    tally, meanings = Tally(), Meanings()
    drawing, judging, keys = source(specimen.tree), judge(specimen.tree), key_names(specimen)
    drawable = drawing.operations()
    with caller(specimen) as calling:
        for key, operation in specimen.operations().items():
            contents = operation.body.choices if operation.body else ()
            offered = [one.media_type for one in contents if not is_opaque(one, contents)]
            declared = specimen.declared(operation)
            try:
                cases = drawing.draw(drawable[key], offered, count, seed)
            except Exception as error:
                tally.leave(Undrawn(operation, declared, error))
                continue
            if operation.body and operation.body.required and not drawable[key].body.items:
                tally.leave(Undrawn(operation, declared, None))
                continue
            compared = Compared(_header_names(operation), keys)
            examination = _Examination(calling, judging, operation, declared, compared, meanings)
            for drawn in cases:
                tally.cases += 1
                for typed in (False, True):
                    tally.add(list(examination.of(drawn, typed)))
    tally.rules = meanings.used
    return tally


def _header_names(operation: Operation) -> frozenset[str]:
    headers = (p for p in operation.parameters if p.location is Location.HEADER)
    return frozenset(parameter.wire_name.lower() for parameter in headers)


def is_opaque(content: Content, contents: Sequence[Content]) -> bool:
    """Whether the client takes it as text that the caller has made, such as XML: there is nothing to compare.

    Swagger 2.0 has one schema for all media types, of which text and files cannot carry every value.
    """
    if content.codec is Codec.BINARY and content.media_type != "application/octet-stream":
        return content.media_type.endswith(("xml", "tar"))
    is_raw = content.codec in (Codec.BINARY, Codec.TEXT)
    return is_raw and any(other.codec not in (Codec.BINARY, content.codec) for other in contents)


@dataclass(frozen=True, slots=True)
class _Examination:
    caller: Caller
    judge: Judge | None
    operation: Operation
    declared: Sequence[Mapping[str, Any]]
    compared: Compared
    meanings: Meanings

    def of(self, drawn: Drawn, typed: bool) -> Iterator[Disagreement]:
        def disagreement(kind: str, difference: Difference) -> Disagreement:
            return Disagreement(kind, self.operation, self.declared, difference, drawn, typed)

        try:
            ours = of_client(self.caller.call(self.operation, drawn, typed))
        except Refused as refused:
            yield disagreement("refused", Difference(refused.kind, "", refused.value, str(refused)))
            return
        theirs = of_schemathesis(drawn.case)
        for one in differences(ours, theirs, self.compared, self.meanings, typed):
            yield disagreement("reference", one)
        findings = list(self._judged(ours, drawn))
        # What the judge says of the reference too is between the two of them.
        others = list(self._judged(_lent(ours, theirs, self.compared), drawn)) if findings else []
        for kind, one in findings:
            both = any((kind, one.place, one.name) == (k, o.place, o.name) for k, o in others)
            yield disagreement(f"{kind} of both" if both else kind, one)

    def _judged(self, wire: Wire, drawn: Drawn) -> Iterator[tuple[str, Difference]]:
        """What the judge refuses, and what it reads otherwise than it was drawn."""
        if self.judge is None:
            return
        read = self.judge.read(wire, self.operation.path)
        failed: set[str] = set()
        for error in read.errors:
            cause, name = error.__cause__ or error, getattr(error, "name", "")
            failed.add(name)
            yield "judge", Difference(type(cause).__name__, name, wire, f"{cause}")
        if read.parameters is not None:
            for place, values in drawn.parameters.items():
                for name, value in values.items():
                    actual = plain(getattr(read.parameters, place).get(name, ABSENT))
                    if name not in failed and not self.meanings.alike(actual, value):
                        yield "read", Difference(place, name, actual, value)
        if drawn.has_body and not read.errors:
            yield from self._body(plain(read.body), drawn.body, wire.media_type in FORMS)

    def _body(self, actual: Any, value: Any, is_form: bool) -> Iterator[tuple[str, Difference]]:
        if not is_form or not isinstance(actual, dict) or not isinstance(value, dict):
            if not self._fits(actual, value):
                yield "read", Difference("body", "", actual, value)
            return
        for name in (
            actual.keys() & value.keys()
        ):  # Of a form, openapi-core gives what the schema names.
            if not self._fits(actual[name], value[name]):
                yield "read", Difference("field", name, actual[name], value[name])

    def _fits(self, actual: Any, value: Any) -> bool:
        """openapi-core fills in what has a default: the reference is who says that it was not sent."""
        if isinstance(actual, dict) and isinstance(value, dict):
            return value.keys() <= actual.keys() and all(
                self._fits(actual[key], item) for key, item in value.items()
            )
        if isinstance(actual, list) and isinstance(value, list):
            return len(actual) == len(value) and all(map(self._fits, actual, value))
        return self.meanings.alike(actual, value)


def _lent(ours: Wire, theirs: Wire, compared: Compared) -> Wire:
    """The reference with the client's credentials: schemathesis has none."""
    keys = {place: {name.lower() for name in names} for place, names in compared.keys.items()}
    query = [p for p in ours.query.split("&") if p.partition("=")[0].lower() in keys["query"]]
    headers = {n: v for n, v in ours.headers.items() if n in keys["header"]}
    cookies = {n: v for n, v in ours.cookies.items() if n.lower() in keys["cookie"]}
    return replace(
        theirs,
        query="&".join(filter(None, [theirs.query, *query])),
        headers=headers | dict(theirs.headers),
        cookies=cookies | dict(theirs.cookies),
    )
