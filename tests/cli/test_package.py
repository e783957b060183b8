"""`restamp init --package`: a project for a client, and `restamp update --bump`: its version and changelog."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from restamp.api_diff.changes.findings import Advice
from restamp.diagnostics.model import Diagnostics
from restamp.workflows.publishing.bump import next_version, project_of

from .conftest import DOCUMENT

SCHEME = """\
components:
  securitySchemes:
    ApiKey: {type: apiKey, in: header, name: X-Key}
"""
TWO = "{type: string}\n        weight: {type: integer}\n"
Restamp = Callable[..., Any]
NEXT = DOCUMENT.replace(
    "        name: {type: string}\n", "        name: {type: string}\n        age: {type: integer}\n"
)
BROKEN = DOCUMENT.replace("        name: {type: string}\n", "        title: {type: string}\n")


@pytest.fixture
def published(restamp: Restamp, tmp_path: Path) -> Path:
    """A project beside its document."""
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    ran = restamp(["init", "--package", "Pets-Client", "pets.yaml"], tmp_path)
    assert ran.status == 0, ran.err
    return tmp_path / "Pets-Client"


def project(folder: Path) -> Mapping[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text())


def test_the_project(published: Path) -> None:
    files = {
        path.relative_to(published).as_posix() for path in published.rglob("*") if path.is_file()
    }
    assert {path for path in files if not path.startswith("src/pets_client/")} == {
        *(".gitattributes", ".gitignore", "CHANGELOG.md", "DEVELOPMENT.md", "README.md"),
        "pyproject.toml",
        *("specs/pets_client.yaml", "tests/test_pets_client.py"),
    }
    assert {f"src/pets_client/{name}" for name in ("py.typed", "API.md", "restamp.lock")} <= files
    written = project(published)
    assert written["build-system"]["requires"] == ["hatchling>=1.26"]
    assert written["project"]["name"] == "Pets-Client"
    assert "hooks" not in written["tool"]["hatch"]["build"]
    assert written["tool"]["restamp"]["clients"]["pets_client"] == {
        "spec": "specs/pets_client.yaml",
        "output": "src/pets_client",
        "source": "../pets.yaml",
    }
    assert "/src/" not in (published / ".gitignore").read_text()
    assert "license" not in written["project"]
    assert "LICENSE" in (published / "DEVELOPMENT.md").read_text()


def test_its_readme_is_for_users(published: Path) -> None:
    text = (published / "README.md").read_text()
    assert "python -m pip install Pets-Client\n" in text and "client.pets.get" in text
    assert_python(published)
    assert "](" not in text and "LICENSE" not in text and "git.example.com" not in text


def test_its_readme_has_the_credentials_of_the_api(restamp: Restamp, tmp_path: Path) -> None:
    secured = DOCUMENT.replace("components:\n", SCHEME) + "security: [{ApiKey: []}]\n"
    (tmp_path / "pets.yaml").write_text(secured)
    assert restamp(["init", "--package", "zoo", "pets.yaml"], tmp_path).status == 0
    text = (tmp_path / "zoo/README.md").read_text()
    assert 'Client(base_url="https://api.example.com", api_key="...")' in text
    assert "ZOO_API_KEY" in text and "ZOO_BASE_URL" in text


def assert_python(folder: Path) -> None:
    """The snippets of the README are Python."""
    text = (folder / "README.md").read_text()
    snippets = [part.partition("```")[0] for part in text.split("```python\n")[1:]]
    assert snippets and text.count("```") % 2 == 0
    for snippet in snippets:
        compile(snippet, "README.md", "exec")


def test_the_readme_of_an_api_without_operations(restamp: Restamp, tmp_path: Path) -> None:
    document = "openapi: 3.1.0\ninfo: {title: None, version: '1'}\npaths: {}\n"
    (tmp_path / "none.yaml").write_text(document)
    assert restamp(["init", "--package", "nothing", "none.yaml"], tmp_path).status == 0
    assert_python(tmp_path / "nothing")


def test_its_test_passes(published: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=published,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout


def test_nothing_changes_by_generating_again(published: Path, restamp: Restamp) -> None:
    assert restamp(["check"], published).status == 0
    assert "is unchanged" in restamp(["update"], published).out


def test_a_build_hook(restamp: Restamp, tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    command = ["init", "--package", "zoo", "--build-hook", "--output", "here", "pets.yaml"]
    assert restamp(command, tmp_path).status == 0
    written = project(tmp_path / "here")
    assert written["tool"]["hatch"]["build"]["hooks"] == {"restamp": {"clients": ["zoo"]}}
    assert any(r.startswith("restamp @ git+") for r in written["build-system"]["requires"])
    ignored = (tmp_path / "here/.gitignore").read_text()
    assert "/src/zoo/*\n!/src/zoo/restamp.lock\n!/src/zoo/_custom.py\n" in ignored


def test_a_document_of_several_files_and_a_stream(restamp: Restamp, tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api/spec.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: "A \\"b\\" & *c*", version: "1"}\npaths:\n'
        "  /events: {get: {operationId: events, tags: [a], responses: {'200': {description: E, "
        "content: {text/event-stream: {schema: {$ref: 'more.yaml#/E'}}}}}}}\n"
    )
    (tmp_path / "api/more.yaml").write_text("E: {type: object, properties: {id: {type: integer}}}")
    ran = restamp(["init", "--package", "stream.er", "api/spec.yaml"], tmp_path)
    assert ran.status == 0, ran.err
    folder = tmp_path / "stream.er"
    assert project(folder)["project"]["description"] == 'A typed Python client for A "b" & *c*'
    assert (folder / "specs/stream_er/more.yaml").is_file()
    assert_python(folder)
    test_its_test_passes(folder)


def test_a_url(restamp: Restamp, tmp_path: Path, site: Any) -> None:
    site.pages["/openapi.yaml"] = DOCUMENT.encode()
    url = f"{site.url}/openapi.yaml"
    ran = restamp(["init", "--package", "pets", url], tmp_path)
    assert ran.status == 0, ran.err
    assert project(tmp_path / "pets")["tool"]["restamp"]["clients"]["pets"]["source"] == url


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--package", "a b"], '--package "a b": a name has letters'),
        (["--package", "../up"], "a name has letters"),
        (["--package", "Email"], '--package "Email": its package would hide the module email'),
        (["--package", "pydantic"], "would hide the module pydantic"),
        (["--build-hook"], "--build-hook requires --package"),
        (["--package", "pets", "--name", "x"], "--name and --no-generate cannot be used"),
        (["--package", "full"], "full/README.md:1:1: error[init-exists]: exists and would be"),
    ],
)
def test_what_is_refused(
    arguments: list[str], message: str, restamp: Restamp, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/README.md").touch()
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    ran = restamp(["init", "pets.yaml", *arguments], tmp_path)
    assert ran.status == 2 and message in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full", "pets.yaml"]


def test_the_folder_of_a_new_repository(restamp: Restamp, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "LICENSE").write_text("Mine.\n")
    (folder / ".gitattributes").write_text("*.png binary\n")
    (folder / "pets.yaml").write_text(DOCUMENT)
    command = ["init", "--package", "pets", "--output", ".", "pets.yaml"]
    ran = restamp(command, folder)
    assert ran.status == 0, ran.err
    assert "run in each clone: git config merge.restamp-lock.driver" in ran.err
    assert (folder / "LICENSE").read_text() == "Mine.\n"
    assert (folder / ".gitattributes").read_text() == (
        "*.png binary\n"
        "src/pets/** linguist-generated text eol=lf\n"
        "src/pets/_custom.py -linguist-generated\n"
        "src/pets/restamp.lock merge=restamp-lock\n"
    )
    refused = restamp(command, folder)
    assert refused.status == 2
    for name in ("pyproject.toml", "README.md", "src/pets", "specs/pets.yaml"):
        assert f"{name}:1:1: error[init-exists]: exists and would be overwritten" in refused.err
    assert ".gitattributes" not in refused.err
    assert restamp([*command, "--force"], folder).status == 0
    assert (folder / ".gitattributes").read_text().count("src/pets/**") == 1


@pytest.mark.parametrize(("text", "version"), [(NEXT, "0.2.0"), (BROKEN, "0.2.0")])
def test_an_update_raises_the_version(
    text: str, version: str, published: Path, restamp: Restamp
) -> None:
    (published.parent / "pets.yaml").write_text(text)
    before = project(published)
    ran = restamp(["update", "--bump"], published)
    assert ran.status == 0 and ran.out.endswith(f"pyproject.toml: version 0.1.0 -> {version}\n")
    assert project(published) == before | {"project": before["project"] | {"version": version}}
    changelog = (published / "CHANGELOG.md").read_text()
    assert changelog.startswith(f"# Changelog\n\n## {version} (unreleased)\n\n- ")
    assert "http" not in changelog and "version" not in changelog.partition("## 0.1.0")[0]
    assert changelog.endswith("\n\n## 0.1.0\n\nThe first version.\n")
    assert not (published / "src/pets_client/CHANGELOG.md").exists()
    assert "is unchanged" in restamp(["update", "--bump"], published).out
    assert project(published)["project"]["version"] == version


def test_after_the_first_major_version(published: Path, restamp: Restamp) -> None:
    file = published / "pyproject.toml"
    file.write_text(file.read_text().replace('version = "0.1.0"', "version = '1.2' # stable"))
    (published.parent / "pets.yaml").write_text(BROKEN)
    ran = restamp(["update", "--bump", "--dry-run"], published)
    assert "pyproject.toml: version 1.2 -> 2.0.0 (--dry-run)" in ran.out
    assert "version = '1.2' # stable\n" in file.read_text()
    assert restamp(["update", "--bump", "--format", "json"], published).status == 0
    assert "version = '2.0.0' # stable\n" in file.read_text()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version = "0.1.0"', 'dynamic = ["version"]'),
        ('version = "0.1.0"', 'version = "0.1.0rc1"'),
        ("[project]", "[project"),
    ],
)
def test_a_version_that_cannot_be_raised(
    old: str, new: str, published: Path, tmp_path: Path
) -> None:
    file = published / "pyproject.toml"
    file.write_text(file.read_text().replace(old, new))
    diagnostics = Diagnostics()
    assert project_of(published, diagnostics) is None
    assert [d.code for d in diagnostics] == ["bump-version"]


def test_without_a_project_nothing_is_written(restamp: Restamp, tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    (tmp_path / "restamp.toml").write_text(
        '[clients.pets]\nspec = "pets.yaml"\noutput = "out"\nsource = "pets.yaml"\n'
    )
    ran = restamp(["update", "--bump"], tmp_path)
    assert ran.status == 2 and "error[bump-version]" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_version_is_raised_once_before_a_release(published: Path, restamp: Restamp) -> None:
    file, changelog = published / "pyproject.toml", published / "CHANGELOG.md"
    file.write_text(file.read_text().replace('version = "0.1.0"', 'version = "1.0.0"'))
    document, both = published.parent / "pets.yaml", BROKEN.replace("{type: string}\n", TWO)
    for text, version in [(NEXT, "1.1.0"), (BROKEN, "2.0.0"), (both, "2.0.0")]:
        document.write_text(text)
        ran = restamp(["update", "--bump"], published)
        assert project(published)["project"]["version"] == version, ran.err
        assert changelog.read_text().count("(unreleased)") == 1
    assert "version 2.0.0 is unreleased in CHANGELOG.md" in ran.out
    entry = changelog.read_text().partition("## 2.0.0 (unreleased)\n\n")[2].split("\n\n")[0]
    is_breaking = [line.startswith("- **Breaking:** ") for line in entry.split("\n")]
    assert is_breaking == sorted(is_breaking, reverse=True) and len({*is_breaking}) == 2
    changelog.write_text(changelog.read_text().replace(" (unreleased)", ""))
    document.write_text(NEXT)
    restamp(["update", "--bump"], published)
    assert project(published)["project"]["version"] == "3.0.0"


class Advised:
    """A difference, as far as the version depends on it."""

    def __init__(self, advice: Advice) -> None:
        self.advice = advice


@pytest.mark.parametrize(
    ("version", "advice", "expected"),
    [
        ("1.2.3", ["major"], "2.0.0"),
        ("1.2.3", ["minor"], "1.3.0"),
        ("1.2.3", ["patch"], "1.2.4"),
        ("1.2.3", ["patch", "major", "minor"], "2.0.0"),
        ("0.2.3", ["major"], "0.3.0"),
        ("0.2.3", ["minor"], "0.3.0"),
        ("0.2.3", ["patch"], "0.2.4"),
        ("1.9", ["patch"], "1.9.1"),
    ],
)
def test_the_next_version(version: str, advice: list[str], expected: str) -> None:
    differences: Any = [Advised(Advice(each)) for each in advice]
    assert next_version(version, differences) == expected
