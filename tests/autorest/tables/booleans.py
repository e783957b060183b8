"""`body-boolean.json`."""

from __future__ import annotations

from ..table import Drifts, Table, call

TABLES = [
    Table(
        "body-boolean.json",
        (
            call("getBoolTrue", "GET /bool/true", gives=True),
            call("putBoolTrue", "PUT /bool/true", True),
            call("getBoolFalse", "GET /bool/false", gives=False),
            call("putBoolFalse", "PUT /bool/false", False),
            call("getBoolNull", "GET /bool/null"),
            call("getBoolInvalid", "GET /bool/invalid", gives=Drifts("true1")),
        ),
    )
]
