"""The texts of a project's files: what its author edits from then on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from restamp.config.edit import client_table
from restamp.python.types.docstrings import one_line
from restamp.records import dataclass
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
        "DEVELOPMENT.md": _development(distribution),
        CHANGELOG: f"# Changelog\n\n## {FIRST_VERSION}\n\nThe first version.\n",
    }


def written_names(distribution: Distribution) -> tuple[str, ...]:
    """The paths of all files that a project has beside its package."""
    return (*first_files(distribution, {}), "README.md", test_file(distribution))


def test_file(distribution: Distribution) -> str:
    """The path of the test."""
    return f"tests/test_{distribution.package}.py"


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
        text += f"!{package}/restamp.lock\n!{package}/_custom.py\n"
    return text


def _development(distribution: Distribution) -> str:
    when = "the first command and for builds" if distribution.uses_hook else "the first command"
    where = " The package is not committed: builds generate it." if distribution.uses_hook else ""
    return f"""\
# Development

`src/{distribution.package}` is generated from the API's OpenAPI document in `specs/`.{where}

```
restamp update --bump           # fetch the document, regenerate, raise the version, and add to CHANGELOG.md
python -m pip install --editable . pytest build
python -m pytest
python -m build                 # an sdist and a wheel in dist/
```

Restamp is only needed for {when}. Install it from a wheel or a Git repository; replace this
placeholder by where you have it from:
`python -m pip install "{RESTAMP}"`.

Remove `(unreleased)` from the first entry of CHANGELOG.md when you publish its version: until then `update --bump` adds
to this entry, and raises the version only if the changes need it.

Choose a license before you publish: add the file LICENSE, and name it in pyproject.toml.
"""


def _toml(text: str) -> str:
    """A TOML basic string, which differs from a JSON string only in the escape of DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
