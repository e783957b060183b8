"""Forty calls of an API in both styles, beside those of its vendor's SDK where a map of them is known.

Maps are those beside the corpus, and others in a folder of the user's choice, each called like the API: `Box.json`. That folder
may also have documents that are in no corpus: `DigitalOcean.openapi.json`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from restamp.names.paths.route import Route

from ..pipeline_names import calls_of
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
    "DigitalOcean": "",
    "Twilio (studio)": "twilio/spec__yaml__twilio_studio_v2.yaml",
    "Twilio (messaging)": "twilio/spec__yaml__twilio_ip_messaging_v2.yaml",
    "Spotify": "sonallux/fixed-spotify-open-api.yml",
    "Anthropic": "anthropic/anthropic.yaml",
    "OpenAI": "openai/openapi.json",
}
"""The documents; one is in no corpus."""
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


def samples_of(vendor: str, folder: Path) -> list[Sample]:
    """The calls of an API, in the order of its paths; none if its document is not there."""
    file = FOLDER / SAMPLES[vendor] if SAMPLES[vendor] else folder / f"{vendor}.openapi.json"
    if not file.is_file():
        return []
    listed = [*routes(read(file))]
    today, resources = calls_of(file, "operations"), calls_of(file, "resources")
    vendors = _vendors(vendor, folder)
    return [
        Sample(id_, today.get(id_, ""), resources.get(id_, ""), _call(id_, vendors))
        for id_ in (route.id for route in _chosen(listed))
    ]


def _chosen(listed: list[Route]) -> list[Route]:
    """Some operations by the fixed seed, in the order of paths."""
    chosen = random.Random(SEED).sample(listed, min(CALLS, len(listed)))
    return sorted(chosen, key=lambda route: (route.path, route.method))


def _call(operation: str, vendors: Mapping[str, str]) -> str:
    """The call of the vendor. What a query or fragment parts from others has one only for exactly this path."""
    is_plain = "?" not in operation and "#" not in operation
    return vendors.get(operation, vendors.get(key_of(operation), "") if is_plain else "")


def _vendors(vendor: str, folder: Path) -> dict[str, str]:
    calls: dict[str, str] = {}
    for file in (
        FOLDER.parent / f"sdk-names/{MAPS.get(vendor, '')}.json",
        folder / f"{vendor}.json",
    ):
        if file.is_file():
            theirs: dict[str, str] = json.loads(file.read_text("utf-8"))
            calls |= {key_of(operation): call for operation, call in theirs.items()} | theirs
    return calls
