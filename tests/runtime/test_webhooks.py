"""Payloads of webhooks."""

from __future__ import annotations

import pytest
from restamp_runtime.errors import DecodeError
from restamp_runtime.model import Model
from restamp_runtime.webhooks import decoded


class Pet(Model):
    name: str


@pytest.mark.parametrize("payload", ['{"name":"ü"}', '{"name":"ü"}'.encode()])
def test_bytes_and_text_are_decoded(payload: bytes | str) -> None:
    assert decoded(payload, Pet) == Pet(name="ü")


def test_text_stays_text() -> None:
    assert decoded(b"hello", str) == "hello"


def test_nothing_is_expected() -> None:
    assert decoded(b"", None) is None


def test_a_payload_that_does_not_fit_is_kept() -> None:
    with pytest.raises(DecodeError, match="name: Field required") as caught:
        decoded(b'{"nam":1}', Pet, "strict")
    assert caught.value.content == b'{"nam":1}'
    assert caught.value.status == 0


def test_by_default_what_does_not_fit_is_data() -> None:
    pet = decoded(b'{"name":7,"age":1}', Pet)
    assert isinstance(pet, Pet) and (pet.name, pet.model_extra) == (7, {"age": 1})
    assert decoded(b"[1]", Pet) == [1]
    assert decoded(b"no json", Pet) == "no json"
