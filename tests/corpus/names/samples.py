"""Forty calls of an API in both styles, beside those of its vendor's SDK where a map of them is known."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.names.paths.naming import name_calls
from restamp.pipeline import analyze

from ..routes import FOLDER, read, routes
from ..sdk_names import key_of

SEED = 14
CALLS = 40
SAMPLES: Mapping[str, str] = {
    "GitHub": "github/github.json",
    "Discord": "discord/specs__openapi.json",
    "Box": "box/openapi.json",
    "Adyen Checkout": "Adyen/json__CheckoutService-v71.json",
    "Figma": "figma/openapi__openapi.yaml",
    "Twilio (studio)": "twilio/spec__yaml__twilio_studio_v2.yaml",
    "Twilio (messaging)": "twilio/spec__yaml__twilio_ip_messaging_v2.yaml",
    "Spotify": "sonallux/fixed-spotify-open-api.yml",
    "Anthropic": "anthropic/anthropic.yaml",
    "OpenAI": "openai/openapi.json",
}
"""The documents; others that were asked for are in no corpus."""
MAPS: Mapping[str, str] = {"OpenAI": "openai"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One operation and its calls."""

    operation: str
    today: str
    """The call of the style "operations"."""
    resources: str
    vendor: str
    """The call of the vendor's SDK; empty if it is not known."""


def samples_of(vendor: str) -> list[Sample]:
    """The calls of an API, in the order of its paths; none if its document is not in the corpus."""
    file = FOLDER / SAMPLES[vendor]
    if not file.is_file():
        return []
    listed = list(routes(read(file)))
    calls = name_calls(listed)
    chosen = random.Random(SEED).sample(listed, min(CALLS, len(listed)))
    today, vendors = _today(file), _vendors(vendor)
    return [
        Sample(
            route.id,
            today.get(route.id, ""),
            str(calls[route.id]),
            vendors.get(key_of(route.id), ""),
        )
        for route in sorted(chosen, key=lambda route: (route.path, route.method))
    ]


def _today(file: Path) -> dict[str, str]:
    output = Path("/nowhere/client")
    config = ClientConfig("client", file, file.name, (), output, output.parent)
    analysis = analyze(config, Diagnostics())
    assert analysis is not None, file
    names = analysis.subject.names
    return {
        f"{operation.method} {operation.path}": (
            f"{names.groups[operation.id].attribute}.{names.methods[operation.id]}"
        )
        for operation in analysis.subject.api.operations
    }


def _vendors(vendor: str) -> dict[str, str]:
    file = FOLDER.parent / "sdk-names" / f"{MAPS.get(vendor, '')}.json"
    if not file.is_file():
        return {}
    theirs: dict[str, str] = json.loads(file.read_text("utf-8"))
    return {key_of(operation): call for operation, call in theirs.items()}
