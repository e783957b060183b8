"""A caller that touches all of a generated client: every operation and argument, every field, member and error.

It reads every model, those that it made itself included, and constructs those that it sends. Apart from that it tests
itself: it constructs every model that operations return, and hands results over to the fakes.

Each of its lines is about one symbol, as `restamp diff` names it, so that what a type checker says of the line can
be held against what the difference says of the symbol.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from restamp.api_diff.surface.surface import (
    Alias,
    Argument,
    Attribute,
    Call,
    Class,
    Enumeration,
    Surface,
)
from restamp.api_diff.types.notation import write
from restamp.python.calls.kinds import CALL_VARIANTS
from restamp.python.types.annotations import MODULES
from restamp.python.types.public import Simple
from restamp.runtime.modules import FOLDER

ANYTHING = re.compile(r"\bAny\b|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
"""Any, or the text of a literal."""
ALIAS = re.compile(r"\bmodels\.\w+\b")
HEADER = """\
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, Union
from uuid import UUID


class Opaque:
    \"\"\"What an Any was used as.\"\"\"

"""


@dataclass(slots=True)
class Caller:
    """The lines, and what each is about."""

    lines: list[str] = field(default_factory=list[str])
    symbols: list[str] = field(default_factory=list[str])
    tests: set[int] = field(default_factory=set[int])
    """The numbers of the lines that only tests have."""
    written: Mapping[str, str] = field(default_factory=dict[str, str])
    """What is written in place of the names of some aliases."""
    values: int = 0
    is_test: bool = False

    def say(self, symbol: str, *lines: str) -> None:
        """Lines about a symbol."""
        for line in lines:
            self.lines.append(ALIAS.sub(lambda match: self.written.get(match[0], match[0]), line))
            self.symbols.append(symbol)
            if self.is_test:
                self.tests.add(len(self.lines))

    @contextmanager
    def testing(self, is_test: bool = True) -> Iterator[None]:
        """What is said within is said by a test."""
        self.is_test = is_test
        yield
        self.is_test = False

    def name(self) -> str:
        """A name for the next function."""
        self.values += 1
        return f"touch_{self.values}"

    @property
    def text(self) -> str:
        """The source."""
        return "\n".join(self.lines) + "\n"

    def symbol(self, line: int) -> str:
        """What a line is about; the first one is 1."""
        return self.symbols[line - 1]


def caller_of(
    surface: Surface,
    package: str,
    fakes: Mapping[str, str],
    nameless: Collection[str] = (),
) -> Caller:
    """The caller of a client as `surface` describes it.

    `fakes` are the expressions of operations of the fake, by symbols of calls. The aliases among `nameless` are written
    out: who calls and reads names none of them.
    """
    caller = Caller(written={name: _written(name, surface, nameless) for name in nameless})
    caller.say("", *HEADER.splitlines())
    caller.say("", f"from {package} import AsyncClient, Client, errors, models")
    for name, module in sorted(_of_the_runtime(surface)):
        caller.say("", f"from {package}.{module} import {name}")
    if any(symbol.startswith("webhooks.") for symbol in surface.outputs):
        caller.say("", f"from {package} import webhooks", "")
    for one in surface.declared.values():
        if one.symbol in nameless:
            continue
        caller.say(one.symbol, f"def {caller.name()}(x: {one.symbol}) -> None:", "    return")
        match one:
            case Class() if one.is_dict:
                _dict(caller, one)
            case Class():
                _class(caller, one, surface)
            case Enumeration():
                _enumeration(caller, one)
            case Alias():
                _alias(caller, one, surface)
    for call in surface.calls.values():
        _call(caller, call, package)
    with caller.testing():
        caller.say("", f"from {package}.testing import Fake", "")
        for symbol, call in surface.calls.items():
            _fake(caller, call, fakes[symbol])
    _outputs(caller, surface)
    _credentials(caller, surface)
    return caller


def _of_the_runtime(surface: Surface) -> Iterator[tuple[str, str]]:
    """What annotations name of the runtime, and the modules that have it: a package has what it needs."""
    text = repr(surface)
    for type_, module in MODULES.items():
        if module.startswith(FOLDER) and repr(type_) in text:
            yield type_.value, module


def element_type(annotation: str) -> str:
    """The annotation with something of the caller's own in place of every Any."""
    return ANYTHING.sub(lambda match: "Opaque" if match[0] == "Any" else match[0], annotation)


def _reads(caller: Caller, symbol: str, source: str, annotation: str, value: str) -> None:
    """A function that gives away what it reads, and so must know its type."""
    caller.say(symbol, f"def {caller.name()}({source}) -> {element_type(annotation)}:")
    if annotation == "Any":
        caller.say(symbol, f"    value: Opaque = {value}", "    return value")
    else:
        caller.say(symbol, f"    return {value}")
    element = _element(annotation)
    if element is not None:
        caller.say("", f"def {caller.name()}({source}) -> {element_type(element[0])}:")
        caller.say(symbol, f"    return {value}{element[1]}")


def _element(annotation: str) -> tuple[str, str] | None:
    """What is in a list or dict is read, too, since it may have become Any: its type, and the way to it."""
    match = re.fullmatch(r"(list\[|dict\[str, )([^\[]*)\]", annotation)
    if match is None or match[2] == "Any":
        return None
    return match[2], "[0]" if match[1] == "list[" else "['']"


def _class(caller: Caller, one: Class, surface: Surface) -> None:
    for attribute in one.attributes:
        symbol = f"{one.symbol}.{attribute.name}"
        _reads(caller, symbol, f"x: {one.symbol}", write(attribute.type), f"x.{attribute.name}")
    symbol = f"{one.symbol}.__pydantic_extra__"
    if one.extra not in (None, Simple.ANY):
        extra = write(one.extra or Simple.ANY)
        caller.say("", f"def {caller.name()}(x: {one.symbol}) -> {element_type(extra)}:")
        caller.say(symbol, "    return x.__pydantic_extra__['']")
    else:
        caller.say("", f"def {caller.name()}(x: {one.symbol}) -> Opaque:")
        caller.say(symbol, "    value: Opaque = x.__pydantic_extra__['']", "    return value")
    with caller.testing(one.symbol not in surface.sent):
        for some in (one.attributes, _needed(one.attributes)):
            _construction(caller, one, some, f"{one.symbol}(", "{}=p{},", ")")
    for base in one.bases:
        caller.say(one.symbol, f"def {caller.name()}(x: {one.symbol}) -> {base}:", "    return x")


def _dict(caller: Caller, one: Class) -> None:
    for some in (one.attributes, _needed(one.attributes)):
        _construction(caller, one, some, "{", "{!r}: p{},", "}")


def _needed(attributes: Sequence[Attribute]) -> list[Attribute]:
    return [attribute for attribute in attributes if attribute.default is None]


def _construction(
    caller: Caller, one: Class, some: Sequence[Attribute], opened: str, item: str, closed: str
) -> None:
    caller.say(one.symbol, f"def {caller.name()}(")
    symbols = [
        f'{one.symbol}["{a.name}"]' if one.is_dict else f"{one.symbol}.{a.name}" for a in some
    ]
    for number, (attribute, symbol) in enumerate(zip(some, symbols, strict=True)):
        caller.say(symbol, f"    p{number}: {element_type(write(attribute.type))},")
    caller.say(one.symbol, f") -> {one.symbol}:", f"    return {opened}")
    for number, (attribute, symbol) in enumerate(zip(some, symbols, strict=True)):
        caller.say(symbol, "        " + item.format(attribute.name, number))
    caller.say(one.symbol, f"    {closed}")


def _enumeration(caller: Caller, one: Enumeration) -> None:
    kind = "int" if one.is_integer else "str"
    caller.say(one.symbol, f"def {caller.name()}(x: {one.symbol}) -> {kind}:", "    return x")
    caller.say("", f"def {caller.name()}() -> None:")
    for name in one.members:
        caller.say(f"{one.symbol}.{name}", f"    print({one.symbol}.{name})")
    caller.say("", "    return")


def _alias(caller: Caller, one: Alias, surface: Surface) -> None:
    if not _is_of_dicts(one, surface):
        caller.say(
            one.symbol, f"def {caller.name()}(x: {one.symbol}) -> {element_type(write(one.type))}:"
        )
        is_any = write(one.type) == "Any"
        lines = ["    value: Opaque = x", "    return value"] if is_any else ["    return x"]
        caller.say(one.symbol, *lines)
    with caller.testing(one.symbol not in surface.sent):
        caller.say(
            one.symbol, f"def {caller.name()}(x: {element_type(write(one.type))}) -> {one.symbol}:"
        )
        caller.say(one.symbol, "    return x")


def _is_of_dicts(one: Alias, surface: Surface) -> bool:
    """Whether it is what is sent in place of another alias: that stands at the same place, and before it."""
    same = (symbol for symbol, other in surface.declared.items() if other.at == one.at)
    return next(same) != one.symbol


def _call(caller: Caller, call: Call, package: str) -> None:
    least = [argument for argument in call.arguments if argument.default is None]
    placed = [argument for argument in call.arguments if argument.position is not None]
    answer = write(call.results[""])
    _, module, function = call.function.split(".")
    caller.say("", f"def {caller.name()}() -> None:")
    caller.say(call.function, f"    from {package}.api.{module} import {function}")
    caller.say("", f"    print({function})")
    _called(caller, call, "", call.arguments, answer)
    _called(caller, call, "", least, answer)
    if _element(answer) is not None:
        _called(caller, call, "", least, answer, takes_element=True)
    if placed:
        _called(
            caller, call, "", [*placed, *(a for a in least if a.position is None)], answer, True
        )
    for way, result in call.results.items():
        if way:
            _called(caller, call, way, least, write(result))


def _called(
    caller: Caller,
    call: Call,
    way: str,
    arguments: Iterable[Argument],
    answer: str,
    by_place: bool = False,
    takes_element: bool = False,
) -> None:
    """One call in a function that returns its result."""
    arguments = list(arguments)
    caller.say(call.symbol, f"def {caller.name()}(", "    client: Client,")
    for number, argument in enumerate(arguments):
        symbol = f"{call.symbol}({argument.name})"
        caller.say(symbol, f"    p{number}: {element_type(write(argument.type))},")
    value = f"{call.symbol}{way}()"
    result, before, after = _handed_over(way, answer)
    element = _element(answer) if takes_element else None
    if element is not None:
        result, before, after = element[0], "return ", [element[1]]
    caller.say(value, f") -> {element_type(result)}:")
    caller.say(value, f"    {before}{call.symbol}{way}(")
    for number, argument in enumerate(arguments):
        symbol = f"{call.symbol}({argument.name})"
        name = "" if by_place and argument.position is not None else f"{argument.name}="
        caller.say(symbol, f"        {name}p{number},")
    caller.say(value, f"    ){after[0]}", *(f"    {line}" for line in after[1:]))


def _handed_over(way: str, answer: str) -> tuple[str, str, list[str]]:
    """The annotation of the function, what stands before the call, and what after it."""
    stream = re.fullmatch(r"Stream\[(.*)\]", answer, re.DOTALL)
    if way == ".items" or stream:
        item = stream[1] if stream else answer
        value = "value: Opaque = item" if item == "Any" else ""
        body = [value, "    return value"] if value else ["return item"]
        first, *rest = body
        return item, "for item in ", [":", f"    {first}", *rest, "raise ValueError"]
    if answer == "Download":
        return "int | None", "return ", [".total"]
    if answer == "None":
        return "None", "return ", [""]
    if answer == "Any":
        return answer, "value: Opaque = ", ["", "return value"]
    return answer, "return ", [""]


def _fake(caller: Caller, call: Call, fake: str) -> None:
    """What a test lets it return, or stream."""
    for way, type_ in call.results.items():
        answer = write(type_)
        stream = re.fullmatch(r"Stream\[(.*)\]", answer, re.DOTALL)
        if CALL_VARIANTS[way].is_faked:
            symbol, does = f"{call.symbol}{way}()", "streams" if stream else "returns"
            caller.say(
                "",
                f"def {caller.name()}(fake: Fake, p: {element_type(stream[1] if stream else answer)}) -> None:",
            )
            caller.say(symbol, f"    {fake}.{does}(p)")


def _written(name: str, surface: Surface, nameless: Collection[str]) -> str:
    """The type behind an alias, with those behind its own aliases."""
    annotation = write(surface.environment.aliases[name])
    return ALIAS.sub(
        lambda match: _written(match[0], surface, nameless) if match[0] in nameless else match[0],
        annotation,
    )


def _outputs(caller: Caller, surface: Surface) -> None:
    for symbol, output in surface.outputs.items():
        if symbol.startswith("errors."):
            error = symbol.removesuffix(".error")
            if write(output.type) == "None":
                continue
            _reads(caller, symbol, f"x: {error}", write(output.type), "x.error")
        elif write(output.type) != "None":
            value = symbol.replace("()", "(x)")
            _reads(caller, symbol, "x: bytes", write(output.type), value)


def _credentials(caller: Caller, surface: Surface) -> None:
    caller.say("Client", f"def {caller.name()}(")
    for number, argument in enumerate(surface.credentials):
        caller.say(f"Client({argument.name})", f"    p{number}: {write(argument.type)},")
    caller.say("Client", ") -> Client:", "    return Client(")
    for number, argument in enumerate(surface.credentials):
        caller.say(f"Client({argument.name})", f"        {argument.name}=p{number},")
    caller.say("Client", "    )")
