"""A view stands beside what makes it, and bears the name of its template."""

from __future__ import annotations

import inspect
from dataclasses import is_dataclass
from pathlib import Path

from restamp.config.load import from_flags
from restamp.diagnostics.model import Diagnostics
from restamp.emit.plan import plan
from restamp.pipeline import analyze

ROOT = Path(__file__).parents[2]


def test_each_template_has_its_view() -> None:
    diagnostics = Diagnostics()
    config = from_flags("spec.yaml", "pets", [], ROOT / "tests/cases/webhooks", diagnostics)
    assert config is not None
    analysis = analyze(config, diagnostics)
    assert analysis is not None
    views = {file.template: file.view for file in plan(analysis.subject)}
    for template, view in views.items():
        if template == "data.json.jinja":
            continue
        words = template.removesuffix(".jinja").rpartition(".")[0].split("_")
        name = "".join(word.capitalize() for word in words) + "View"
        assert is_dataclass(view)
        assert type(view).__name__ == name
        module = inspect.getmodule(type(view))
        makers = [f for _, f in inspect.getmembers(module, inspect.isfunction)]
        assert any(name in str(inspect.signature(maker)) for maker in makers)
