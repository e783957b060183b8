"""Slotted dataclasses whose methods are compiled when they are first called.

`dataclasses` compiles the source of up to six methods of each class. With hundreds of classes, many of which a command
never instantiates, that was a third of the time of `restamp generate` for a small document.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, slots=False, frozen=False, eq=True, order=False, **options):
        """`dataclasses.dataclass`, which itself decorates classes without slots, or with other options."""
        if not slots or options:
            options |= {"slots": slots, "frozen": frozen, "eq": eq, "order": order}
            return dataclasses.dataclass(cls, **options)
        return lambda body: _decorated(body, is_frozen=frozen, is_compared=eq, is_ordered=order)


Source = Callable[[type, dict[str, Any]], str]
"""Writes the source of a method of a class, and adds the values that it uses to a scope."""


def _decorated(body: type, *, is_frozen: bool, is_compared: bool, is_ordered: bool) -> type:
    decorate: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)
    cls: type = decorate(body)
    sources: dict[str, Source] = {"__init__": _initializer}
    methods: dict[str, Any] = {"__repr__": _repr}
    if is_compared:
        sources["__eq__"] = _comparison("__eq__", "==")
        methods["__hash__"] = None
    if is_compared and is_frozen:
        sources["__hash__"] = _hashing
    if is_ordered:
        sources |= {name: _comparison(name, sign) for name, sign in _ORDER.items()}
    if is_frozen:
        methods |= _OF_FROZEN
    methods |= {name: _stub(cls, name, source) for name, source in sources.items()}
    for name, method in methods.items():
        if name not in body.__dict__:
            setattr(cls, name, method)
    return cls


def _stub(cls: type, name: str, source: Source) -> Callable[..., Any]:
    """A method that compiles its source when it is called, and gives its place to the result."""

    def stub(self: object, *args: Any, **keywords: Any) -> Any:
        scope: dict[str, Any] = {}
        exec(source(cls, scope), scope)
        method: Callable[..., Any] = scope[name]
        method.__module__, method.__qualname__ = cls.__module__, f"{cls.__qualname__}.{name}"
        setattr(cls, name, method)
        return method(self, *args, **keywords)

    return stub


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _setattr(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in fields(self)]


def _setstate(self: Any, state: list[Any]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
_OF_FROZEN = {
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,  # The default one restores the values by assignment.
    "__setstate__": _setstate,
}


def _initializer(cls: type, scope: dict[str, Any]) -> str:
    parameters, named, lines = ["self"], list[str](), list[str]()
    is_frozen = cls.__dict__.get("__setattr__") is _setattr
    for field in fields(cls):
        parameter, value = _initialization(field, scope)
        if parameter:
            (named if field.kw_only else parameters).append(parameter)
        if value and not is_frozen:
            lines.append(f" self.{field.name} = {value}")
        elif value:
            # The setter of the slot: faster than `object.__setattr__`, and it ignores that the class is frozen.
            scope[f"_set_{field.name}"] = getattr(cls, field.name).__set__
            lines.append(f" _set_{field.name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    parameters += ["*", *named] if named else []
    return "\n".join([f"def __init__({', '.join(parameters)}):", *(lines or [" pass"])])


def _initialization(field: Field[Any], scope: dict[str, Any]) -> tuple[str, str]:
    """The parameter of a field and the expression of its value, empty if there is none."""
    name, default = field.name, f"_default_{field.name}"
    if field.default_factory is not MISSING:
        # `list[str]()` takes ten times as long as `list()`.
        factory = getattr(field.default_factory, "__origin__", field.default_factory)
        scope |= {default: factory, "_MISSING": MISSING}
        if field.init:
            return f"{name}=_MISSING", f"{default}() if {name} is _MISSING else {name}"
        return "", f"{default}()"
    if field.default is not MISSING:
        scope[default] = field.default
        return (f"{name}={default}", name) if field.init else ("", default)
    return (name, name) if field.init else ("", "")


def _comparison(name: str, sign: str) -> Source:
    return lambda cls, _scope: f"""\
def {name}(self, other):
    if other.__class__ is self.__class__:
        return ({_compared(cls, "self")}) {sign} ({_compared(cls, "other")})
    return NotImplemented"""


def _hashing(cls: type, _scope: dict[str, Any]) -> str:
    return f"def __hash__(self):\n    return hash(({_compared(cls, 'self')}))"


def _compared(cls: type, record: str) -> str:
    return "".join(f"{record}.{field.name}, " for field in fields(cls) if field.compare)
