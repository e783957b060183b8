"""What the API sends by itself: webhooks and callbacks, from the bytes of their bodies.

What does not fit becomes data; with `validation="strict"` it raises `DecodeError`.
"""

from __future__ import annotations

from . import models
from ._runtime.webhook_forms import decoded_form, decoded_multipart
from ._runtime.webhook_headers import Headers, decoded_headers
from ._runtime.webhooks import Validation, decoded


def headers_of_new_pet(
    headers: Headers,
    validation: Validation = "tolerant",
) -> models.NewPetHeaders:
    """Headers of POST newPet"""
    value: models.NewPetHeaders = decoded_headers(
        headers, models.NewPetHeaders, validation
    )
    return value


def headers_of_on_event(
    headers: Headers,
    validation: Validation = "tolerant",
) -> models.OnEventHeaders:
    """Headers of POST {$request.body#/url}"""
    value: models.OnEventHeaders = decoded_headers(
        headers, models.OnEventHeaders, validation
    )
    return value


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
