"""What the API sends by itself: webhooks and callbacks, from the bytes of their bodies.

What does not fit becomes data; with `validation="strict"` it raises `DecodeError`.
"""

from __future__ import annotations

from . import models
from ._runtime.webhook_forms import decoded_form, decoded_multipart
from ._runtime.webhooks import Validation, decoded


def parse_inbound_mail(
    payload: bytes | str,
    validation: Validation = "tolerant",
) -> models.InboundMailPayload:
    """POST inboundMail"""
    value: models.InboundMailPayload = decoded_multipart(
        payload, models.InboundMailPayload, validation
    )
    return value


def parse_new_pet(
    payload: bytes | str,
    validation: Validation = "tolerant",
) -> models.Pet:
    """A pet has arrived.

    POST newPet
    """
    value: models.Pet = decoded(payload, models.Pet, validation)
    return value


def parse_on_event(
    payload: bytes | str,
    validation: Validation = "tolerant",
) -> models.OnEventPayload:
    """POST {$request.body#/url}"""
    value: models.OnEventPayload = decoded(payload, models.OnEventPayload, validation)
    return value


def parse_ping(
    payload: bytes | str,
    validation: Validation = "tolerant",
) -> None:
    """GET ping"""
    value: None = decoded(payload, None, validation)
    return value


def parse_slash_command(
    payload: bytes | str,
    validation: Validation = "tolerant",
) -> models.SlashCommandPayload:
    """POST slashCommand"""
    value: models.SlashCommandPayload = decoded_form(
        payload, models.SlashCommandPayload, validation
    )
    return value
