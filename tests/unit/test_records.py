"""A class of `records` behaves as one of `dataclasses`."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any, Generic, TypeVar

import pytest

from restamp import records

T = TypeVar("T")


@records.dataclass(frozen=True, slots=True)
class Base(Generic[T]):
    """A class with each kind of field."""

    first: T
    second: str = "b"
    third: list[int] = field(default_factory=list[int])
    hidden: int = field(default=1, compare=False, repr=False)
    derived: str = field(init=False, compare=False)
    constant: int = field(default=5, init=False)
    counts: dict[str, int] = field(default_factory=dict[str, int], init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "derived", f"{self.first}{self.second}")


@records.dataclass(frozen=True, slots=True)
class Derived(Base[int]):
    """A class with another's fields and its own."""

    last: tuple[int, ...] = ()


class Undecorated(Derived):
    """A class that inherits the methods, and calls one of them."""

    def __init__(self, first: int) -> None:
        super().__init__(first, last=(7,))


@records.dataclass(slots=True)
class Mutable:
    """A class that is not frozen."""

    value: int
    values: list[int] = field(default_factory=list[int])


@records.dataclass(frozen=True, slots=True)
class Empty:
    """A class without fields."""


@records.dataclass(frozen=True, slots=True)
class Single:
    """A class with one field, and a method of its own."""

    inner: Any

    def __repr__(self) -> str:
        return "single"


def test_initialization() -> None:
    record = Derived(1, "c", [2], last=(3,))
    values = [getattr(record, each.name) for each in fields(record)]
    assert values == [1, "c", [2], 1, "1c", 5, {}, (3,)]
    assert Derived(1).third is not Derived(1).third
    assert Base("x") == Base("x", "b", third=[])
    with pytest.raises(TypeError, match=r"Base.__init__\(\) missing 1 required positional"):
        Base()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'constant'"):
        Base(1, constant=2)  # type: ignore[call-arg]


def test_inheritance_without_the_decorator() -> None:
    assert Undecorated(1).last == (7,)
    assert Undecorated(1).derived == "1b"
    assert Undecorated(2) == Undecorated(2) != Derived(2, last=(7,))
    assert Derived(1).last == ()


def test_comparison() -> None:
    assert Single(1) == Single(1) != Single(2)
    assert Base(1, hidden=1) == Base(1, hidden=2)
    assert Base(1) != Derived(1)
    assert Single.__eq__(Single(1), 1) is NotImplemented
    assert Empty() == Empty()
    assert len({Single(1), Single(1), Single((1,)), Empty(), Empty()}) == 3
    assert hash(Single("x")) == hash(("x",))
    with pytest.raises(TypeError, match="unhashable"):
        hash(Base(1))
    with pytest.raises(TypeError, match="unhashable"):
        hash(Mutable(1))
    assert Mutable(1) == Mutable(1) != Mutable(2)


def test_it_is_frozen() -> None:
    record = Single(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'inner'"):
        record.inner = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'inner'"):
        del record.inner
    assert not hasattr(record, "__dict__")
    mutable = Mutable(1)
    mutable.value = 2
    assert mutable == Mutable(2)


def test_representation() -> None:
    assert (
        repr(Base(1)) == "Base(first=1, second='b', third=[], derived='1b', constant=5, counts={})"
    )
    assert repr(Single(Empty())) == "single"
    assert repr(Empty()) == "Empty()"
    mutable: Any = Mutable(1)
    mutable.values.append(mutable)
    assert repr(mutable) == "Mutable(value=1, values=[...])"


@pytest.mark.parametrize("record", [Derived(1, "c", [2], last=(3,)), Single(Empty()), Mutable(1)])
def test_copies(record: Any) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(record, protocol)) == record
    assert copy.deepcopy(record) == copy.copy(record) == replace(record) == record


def test_an_unpickled_record_is_compared_before_one_is_created() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Unused:
        """A class without an instance."""

        value: int

    unpickled = [Unused.__new__(Unused) for _ in range(2)]
    for each in unpickled:
        each.__setstate__([1])  # type: ignore[attr-defined]
    assert len(set(unpickled)) == 1


def test_it_is_a_dataclass() -> None:
    assert dataclasses.is_dataclass(Single)
    assert Derived.__match_args__[:2] == ("first", "second")
    match Single(3):
        case Single(3):
            pass
        case _:
            pytest.fail("it does not match")


@records.dataclass(frozen=True, slots=True, order=True)
class Ordered:
    """A class with an order."""

    value: int
    label: str = field(default="", compare=False)


@records.dataclass(frozen=True, slots=True, eq=False)
class Unequal:
    """A class that is compared by identity."""

    value: int


def test_order() -> None:
    assert Ordered(1, "b") < Ordered(2, "a") <= Ordered(2, "b") == Ordered(2) > Ordered(1)
    assert Ordered(2) >= Ordered(2)
    assert sorted([Ordered(2), Ordered(1)]) == [Ordered(1), Ordered(2)]
    with pytest.raises(TypeError, match="not supported"):
        sorted([Ordered(1), 1])  # type: ignore[type-var]


def test_identity() -> None:
    one = Unequal(1)
    assert one == one != Unequal(1)
    assert len({one, Unequal(1)}) == 2
    assert one.__reduce_ex__(2)


def test_other_options() -> None:
    @records.dataclass(slots=True, kw_only=True)
    class Named:
        """A class of `dataclasses`."""

        value: int

    @records.dataclass
    class Plain:
        """A class without options."""

        value: int

    assert Named(value=1) == Named(value=1)
    assert Plain(1) == Plain(1)
    assert Plain(1).__dict__ == {"value": 1}


@records.dataclass(frozen=True, slots=True)
class Named:
    """A class with a field that is only passed by name, before another one."""

    first: int = field(kw_only=True)
    second: int = 2


def test_fields_that_are_only_passed_by_name() -> None:
    assert Named.__match_args__ == ("second",)
    assert repr(Named(3, first=1)) == "Named(first=1, second=3)"
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'first'"):
        Named(1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
