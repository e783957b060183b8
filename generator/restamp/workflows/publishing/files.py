"""The texts of a project's files: what its author edits from then on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from restamp.config.edit import client_table
from restamp.python.markdown.examples import Example, Examples
from restamp.python.markdown.texts import plain_text
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import one_line
from restamp.python.views.client import has_server
from restamp.workflows.publishing import CHANGELOG

RESTAMP = "restamp @ git+https://git.example.com/restamp.git"
"""A placeholder: every project has Restamp from somewhere else."""
FIRST_VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Distribution:
    """What is published."""

    name: str
    package: str
    """Its import name."""
    title: str
    """Of the API."""
    uses_hook: bool
    """Whether builds generate the client, which is not committed then."""


def first_files(
    distribution: Distribution, client: Mapping[str, str | Sequence[str]]
) -> dict[str, str]:
    """The files that do not depend on the generated package; `client` is its configuration."""
    return {
        "pyproject.toml": _pyproject(distribution, client),
        ".gitignore": _ignored(distribution),
        CHANGELOG: f"# Changelog\n\n## {FIRST_VERSION}\n\nThe first version.\n",
    }


def beside(distribution: Distribution, subject: Subject) -> dict[str, str]:
    """The files that show calls of the generated package."""
    example = Examples(subject).first_call()
    return {
        "README.md": _readme(distribution, subject, example),
        f"tests/test_{distribution.package}.py": _test(distribution, example),
    }


def _pyproject(distribution: Distribution, client: Mapping[str, str | Sequence[str]]) -> str:
    package = distribution.package
    description = _toml(one_line(f"A typed Python client for {distribution.title}", 120))
    requires, hook = '["hatchling>=1.26"]', ""
    if distribution.uses_hook:
        requires = (
            "[\n" '    "hatchling>=1.26",\n' f'    "{RESTAMP}", # where you have Restamp from\n' "]"
        )
        hook = f'\n[tool.hatch.build.hooks.restamp]\nclients = ["{package}"]\n'
    return f"""\
[build-system]
requires = {requires}
build-backend = "hatchling.build"

[project]
name = "{distribution.name}"
version = "{FIRST_VERSION}"
description = {description}
readme = "README.md"
requires-python = ">=3.11"
# license = "..." # choose one: add its text as the file LICENSE, and its SPDX identifier here
dependencies = ["httpx2>=2.0", "pydantic>=2.11"]

[dependency-groups]
test = ["pytest>=8.2"]

[tool.hatch.build]
dev-mode-dirs = ["src"]

[tool.hatch.build.targets.wheel]
packages = ["src/{package}"]
{hook}
[tool.pytest.ini_options]
pythonpath = ["src"]
testpaths = ["tests"]

{client_table(package, client, in_pyproject=True)}"""


def _ignored(distribution: Distribution) -> str:
    text = "/dist/\n.venv/\n__pycache__/\n"
    if distribution.uses_hook:
        package = f"/src/{distribution.package}"
        text += f"# Builds generate the client. Its lock keeps the names of calls.\n{package}/*\n"
        text += f"!{package}/restamp.lock\n"
    return text


def _readme(distribution: Distribution, subject: Subject, example: Example) -> str:
    package = distribution.package
    server = "" if has_server(subject.api) else 'base_url="https://api.example.com"'
    usage = f"from {package} import Client\n\nwith Client({server}) as client:\n"
    usage += f"    {_used(example)}\n" if example.name else "    ...\n"
    described = (
        f"[Its README](src/{package}/README.md) describes\n"
        f"its use, and [API.md](src/{package}/API.md) lists all calls."
    )
    if distribution.uses_hook:
        described = (
            "`restamp generate` writes it\n"
            f"to `src/{package}`, where README.md describes its use and API.md lists all calls."
        )
    when = "the first command and for builds" if distribution.uses_hook else "the first command"
    return f"""\
# {distribution.name}

A typed Python client for {plain_text(one_line(distribution.title, 80))}, synchronous and asynchronous.

```python
{usage}```

The code is generated from the API's OpenAPI document. {described}

## Development

```
restamp update --bump           # fetch the document, regenerate, raise the version, and add to CHANGELOG.md
python -m pip install --editable . pytest build
python -m pytest
python -m build                 # an sdist and a wheel in dist/
```

Restamp is only needed for {when}. Install it from a wheel or a Git repository:
`python -m pip install "{RESTAMP}"`.

Choose a license before you publish: add the file LICENSE, and name it in pyproject.toml.
"""


def _test(distribution: Distribution, example: Example) -> str:
    head = (
        f'"""The client without a server."""\n\n'
        f"from {distribution.package}.testing import Fake\n\n\n"
    )
    if not example.name or not example.is_complete:
        return (
            f"{head}def test_the_fake_has_a_client() -> None:\n"
            "    with Fake().client() as client:\n"
            "        assert client\n"
        )
    return (
        f"{head}def test_a_call() -> None:\n"
        "    fake = Fake()\n"
        "    with fake.client() as client:\n"
        f"        {_called(example)}\n"
        f"    assert len({example.fake}.calls) == 1\n"
    )


def _used(example: Example) -> str:
    """A statement with the example."""
    if example.is_stream:
        return f"with {example.call} as items:\n        print(next(iter(items), None))"
    return f"print({example.call})"


def _called(example: Example) -> str:
    if example.is_stream:
        return f"with {example.call} as items:\n            list(items)"
    return example.call


def _toml(text: str) -> str:
    """A TOML basic string, which differs from a JSON string only in the escape of DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
