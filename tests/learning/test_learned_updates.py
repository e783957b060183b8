"""`restamp update` of a document whose new version no longer has what was learned about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.cli import main

from .shops import LIES, document, honest, recording

CONFIGURATION = """\
[clients.shop]
spec = "specs/api.json"
output = "shop"
source = "upstream.json"
"""
Tree = dict[str, Any]
OVERLAY = "specs/shop.learned.overlay.yaml"


@pytest.fixture
def version() -> str:
    """The version of the document."""
    return "3.1.0"


@pytest.fixture
def learn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> Callable[..., Callable[[Callable[[Tree], None]], None]]:
    """Learns lies in a new project; gives a function that lets the vendor change the document."""
    monkeypatch.chdir(tmp_path)
    Path("specs").mkdir()
    for name in ("specs/api.json", "upstream.json"):
        Path(name).write_text(json.dumps(document(version)))
    Path("restamp.toml").write_text(CONFIGURATION)
    assert main(["generate", "--quiet"]) == 0

    def learned(*lies: str) -> Callable[[Callable[[Tree], None]], None]:
        replies = [*honest(), *(LIES[lie].tell() for lie in lies)]
        Path("traffic.har").write_text(recording(replies))
        assert main(["learn", "shop", "traffic.har", "--yes", "--quiet"]) == 0

        def published(change: Callable[[Tree], None]) -> None:
            tree = document(version)
            change(tree)
            Path("upstream.json").write_text(json.dumps(tree))

        return published

    return learned


def schemas(tree: Tree) -> Tree:
    return tree["definitions"] if "definitions" in tree else tree["components"]["schemas"]


def without_size(tree: Tree) -> None:
    item = schemas(tree)["Item"]
    del item["properties"]["size"]
    item["required"].remove("size")
    tree["info"]["version"] = "2"


def renamed(name: str, new: str) -> Callable[[Tree], None]:
    """The vendor renames a schema."""

    def change(tree: Tree) -> None:
        schemas(tree)[new] = schemas(tree).pop(name)
        text = json.dumps(tree).replace(f'/{name}"', f'/{new}"')
        tree.clear()
        tree.update(json.loads(text))

    return change


def without_item(tree: Tree) -> None:
    renamed("Item", "Thing")(tree)
    schemas(tree)["Thing"]["properties"]["more"] = {"type": "string"}


def moved_path(tree: Tree) -> None:
    tree["paths"]["/items/{item_id}"] = path = tree["paths"].pop("/items/{id}")
    path["get"]["parameters"][0]["name"] = "item_id"


def test_a_removed_property(learn: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    published = learn("text size", "null id")
    published(without_size)
    before = Path(OVERLAY).read_text()
    capsys.readouterr()
    for options in ([], ["--dry-run"]):
        assert main(["update", *options]) == 2
        ran = capsys.readouterr()
        assert f"{OVERLAY}:" in ran.err and "error[overlay-no-match]" in ran.err
        assert "the document no longer has #/" in ran.err
        assert "schemas/Item/properties/size;" in ran.err.replace("definitions", "schemas")
        assert "`restamp update shop --prune` removes it" in ran.err
        assert "models.Item.size removed" in ran.out, "the changes are shown nevertheless"
        assert "models.Item.id" not in ran.out, "other corrections still apply"
        assert "shop: nothing written" in ran.out
    assert Path(OVERLAY).read_text() == before
    assert main(["update", "--prune", "--dry-run"]) == 0
    ran = capsys.readouterr()
    assert "removed" in ran.out and ran.err == "" and Path(OVERLAY).read_text() == before
    assert main(["update", "--prune"]) == 0
    ran = capsys.readouterr()
    assert f"{OVERLAY}: " in ran.out and "removed\n" in ran.out
    overlay = Path(OVERLAY).read_text()
    assert "size" not in overlay and "properties.id" in overlay
    assert main(["check", "--quiet"]) == 0
    assert main(["update"]) == 0
    assert capsys.readouterr().out.endswith("shop: upstream.json is unchanged\n")


@pytest.mark.parametrize(
    ("version", "lies", "change", "what"),
    [
        ("2.0", ("null id",), renamed("Item", "Thing"), '"Item" was renamed to "Thing"'),
        (
            "3.1.0",
            ("null id", "no size"),
            renamed("Item", "Thing"),
            '"Item" was renamed to "Thing"',
        ),
        ("3.0.3", ("null owner",), renamed("Owner", "Person"), '"Owner" was renamed to "Person"'),
        ("3.1.0", ("null owner",), renamed("Owner", "Person"), '"Owner" was renamed to "Person"'),
        ("2.0", ("status",), moved_path, "GET /items/{id} was renamed to GET /items/{item_id}"),
    ],
)
def test_what_was_renamed_is_moved(
    learn: Callable[..., Any],
    capsys: pytest.CaptureFixture[str],
    lies: tuple[str, ...],
    change: Callable[[Tree], None],
    what: str,
) -> None:
    published = learn(*lies)
    published(change)
    capsys.readouterr()
    assert main(["update", "--dry-run"]) == 2
    ran = capsys.readouterr()
    assert what in ran.err and "`restamp update shop --prune` moves it" in ran.err
    assert "breaking change" not in ran.out and "shop: nothing written" in ran.out
    surface = Path("shop/restamp.api.json").read_text()
    count = Path(OVERLAY).read_text().count("target:")
    assert main(["update", "--prune"]) == 0
    ran = capsys.readouterr()
    assert "breaking change" not in ran.out
    assert Path(OVERLAY).read_text().count("target:") == count
    new = Path("shop/restamp.api.json").read_text()
    assert [line for line in new.splitlines() if "None" in line and '"id"' in line] == [
        line for line in surface.splitlines() if "None" in line and '"id"' in line
    ]
    assert main(["check", "--quiet"]) == 0


def test_an_unneeded_correction_is_pruned(
    learn: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    published = learn("no size", "null id")
    published(lambda tree: schemas(tree)["Item"]["required"].remove("size"))
    capsys.readouterr()
    assert main(["update", "--dry-run"]) == 0
    assert f"{OVERLAY}:" in (ran := capsys.readouterr()).err
    assert "#/actions/" in ran.err
    assert main(["update", "--prune"]) == 0
    ran = capsys.readouterr()
    assert f"{OVERLAY}: 1 action removed" in ran.out and ran.err == ""
    overlay = Path(OVERLAY).read_text()
    assert "size" not in overlay and "properties.id" in overlay
    assert main(["check", "--quiet"]) == 0


def test_a_schema_that_is_gone_and_not_renamed(
    learn: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    published = learn("null id")
    published(without_item)
    capsys.readouterr()
    assert main(["update"]) == 2
    ran = capsys.readouterr()
    assert "the document no longer has #/" in ran.err and "/Item;" in ran.err
    assert main(["update", "--prune"]) == 0
    assert "$.info" in Path(OVERLAY).read_text(), "an overlay needs an action"
    assert main(["check", "--quiet"]) == 0


def test_an_action_written_by_hand_stays_an_error(
    learn: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    published = learn("null id")
    action = "- target: $.paths['/items'].get.nothing\n  update: {x-a: 1}\n"
    Path(OVERLAY).write_text(Path(OVERLAY).read_text() + action)
    published(without_size)
    capsys.readouterr()
    for options in ([], ["--prune"]):
        assert main(["update", *options]) == 2
        ran = capsys.readouterr()
        assert "error[overlay-no-match]" in ran.err and "matches nothing" in ran.err
        assert "models.Item.size removed" in ran.out
    assert action.partition(": ")[2].partition("\n")[0] in Path(OVERLAY).read_text()


def test_learn_prunes_what_the_stored_document_no_longer_has(
    learn: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    learn("text size", "null id")(without_size)
    Path("specs/api.json").write_text(Path("upstream.json").read_text())
    capsys.readouterr()
    assert main(["learn", "shop", "--prune", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "no longer matches: type at #/components/schemas/Item/properties/size\n" in out
    assert "no differences" not in out
    assert main(["learn", "shop", "--prune", "--yes"]) == 0
    assert f"{OVERLAY}: 2 actions removed\n" in capsys.readouterr().out
    overlay = Path(OVERLAY).read_text()
    assert "size" not in overlay and "properties.id" in overlay
    assert main(["check", "--quiet"]) == 0


def test_the_changes_are_json_although_nothing_is_written(
    learn: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    learn("text size")(without_size)
    capsys.readouterr()
    assert main(["update", "--format", "json"]) == 2
    ran = capsys.readouterr()
    findings = json.loads(ran.out)["findings"]
    assert "models.Item.size" in [each["symbol"] for each in findings]
    assert "error[overlay-no-match]" in ran.err
