"""`restamp update`: the vendor's next version is one command."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from restamp.spec.reading import remote
from restamp.spec.tree.access import Unavailable

Restamp = Callable[..., Any]
ROOT = Path(__file__).parents[2]
NEXT = Path(__file__).parent / "blink-1.1.yaml"
CONFIGURATION = """\
[clients.blink]
spec = "specs/blink.yaml"
overlays = ["specs/blink.overlay.yaml"]
output = "generated/blink"
source = "next.yaml"
"""


@pytest.fixture
def blink(tmp_path: Path) -> Path:
    """Blink's client as it is, and the next version of its document."""
    (tmp_path / "specs").mkdir()
    for name in ("blink.yaml", "blink.overlay.yaml"):
        shutil.copy(ROOT / "specs" / name, tmp_path / "specs" / name)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generated/blink", tmp_path / "generated/blink", ignore=ignored)
    shutil.copy(NEXT, tmp_path / "next.yaml")
    (tmp_path / "restamp.toml").write_text(CONFIGURATION)
    return tmp_path


def state(folder: Path) -> dict[str, str]:
    """Every file and the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_document_the_client_and_the_changelog(restamp: Restamp, blink: Path) -> None:
    before = state(blink)
    ran = restamp(["update"], blink)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Blink REST API 1.0 -> 1.1: 1 breaking change, 3 others")
    assert re.search(
        r"\nblink: specs/blink\.yaml updated -> generated/blink \(\d+ files changed\)\n\Z", ran.out
    )
    assert (blink / "specs/blink.yaml").read_bytes() == NEXT.read_bytes(), "not one byte differs"
    after = state(blink)
    changed = sorted(path for path in after if after[path] != before.get(path))
    assert changed == [
        "generated/blink/API.md",
        "generated/blink/CHANGELOG.md",
        "generated/blink/api/executions.py",
        "generated/blink/models/playbook_execution_with_subflow_names.py",
        "generated/blink/resources/executions.py",
        "generated/blink/restamp.api.json",
        "generated/blink/restamp.lock",
        "generated/blink/testing/_operations.json",
        "generated/blink/testing/executions.json",
        "generated/blink/testing/executions.py",
        "specs/blink.yaml",
    ]
    assert set(before) <= set(after)
    api = (blink / "generated/blink/api/executions.py").read_text()
    assert "def get(" in api, "a new operationId renames nothing"
    assert restamp(["check"], blink).status == 0
    again = restamp(["update"], blink)
    assert (again.status, again.out) == (0, "blink: next.yaml is unchanged\n")


def test_the_newest_entry_of_the_changelog_comes_first(restamp: Restamp, blink: Path) -> None:
    assert restamp(["update"], blink).status == 0
    changelog = blink / "generated/blink/CHANGELOG.md"
    first = changelog.read_text()
    assert first.startswith("# Changes for callers\n\n## Blink REST API 1.0 -> 1.1\n")
    text = NEXT.read_text().replace("version: '1.1'", "version: '1.2'")
    (blink / "next.yaml").write_text(text)
    assert restamp(["update"], blink).status == 0
    second = changelog.read_text()
    assert second.index("1.1 -> 1.2") < second.index("1.0 -> 1.1")
    assert second.endswith(first.removeprefix("# Changes for callers\n\n"))


def test_a_dry_run_writes_nothing(restamp: Restamp, blink: Path) -> None:
    before = state(blink)
    ran = restamp(["update", "--dry-run"], blink)
    assert ran.status == 0 and "client.executions.cancel added" in ran.out
    assert state(blink) == before


def test_a_warning_names_the_document_that_it_shows(restamp: Restamp, blink: Path) -> None:
    text = NEXT.read_text().replace("type: integer", "type: integr", 1)
    (blink / "next.yaml").write_text(text)
    ran = restamp(["update", "--dry-run"], blink)
    assert ran.status == 0 and "\nnext.yaml:" in f"\n{ran.err}", ran.err
    assert "specs/blink.yaml:" not in ran.err


def test_an_overlay_that_no_longer_matches_is_an_error(restamp: Restamp, blink: Path) -> None:
    before = state(blink)
    text = NEXT.read_text().replace(
        "  /workspace/{ws_id}/playbooks/", "  /workspace/{ws_id}/books/"
    )
    (blink / "next.yaml").write_text(text)
    before["next.yaml"] = state(blink)["next.yaml"]
    ran = restamp(["update"], blink)
    assert ran.status == 2
    assert "specs/blink.overlay.yaml:28:5: error[overlay-no-match]" in ran.err
    assert "breaking change" in ran.out, "the changes are shown nevertheless"
    assert "blink: nothing written" in ran.out
    assert state(blink) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "yaml-invalid"),
        ("swagger: '2.0'", "not-openapi"),
        ("openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths: {}\nx: {$ref: /etc/passwd}", ""),
    ],
)
def test_nothing_is_half_done(restamp: Restamp, blink: Path, content: str, code: str) -> None:
    (blink / "next.yaml").write_text(content)
    before = state(blink)
    ran = restamp(["update"], blink)
    assert ran.status == 2 and code in ran.err
    assert state(blink) == before


def test_a_file_edited_by_hand_stops_it(restamp: Restamp, blink: Path) -> None:
    with (blink / "generated/blink/api/executions.py").open("a") as file:
        file.write("# mine\n")
    before = state(blink)
    ran = restamp(["update"], blink)
    assert ran.status == 2
    assert "error[output-edited]" in ran.err and "-# mine" in ran.err
    assert state(blink) == before, "the document is the old one again"


def test_the_custom_client_is_still_exported(restamp: Restamp, blink: Path) -> None:
    custom = blink / "generated/blink/_custom.py"
    custom.write_text("from .client import Client as Generated\n\nclass Client(Generated): ...\n")
    assert restamp(["update"], blink).status == 0
    exports = (blink / "generated/blink/__init__.py").read_text()
    assert "from ._custom import Client as Client" in exports
    assert restamp(["check"], blink).status == 0


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("nowhere.yaml", "source-unreadable"),
        ("http://example.com/api.yaml", "source-unreachable"),
        ("https://127.0.0.1/api.yaml", "source-unreachable"),
    ],
)
def test_a_source_that_cannot_be_had(restamp: Restamp, blink: Path, source: str, code: str) -> None:
    (blink / "restamp.toml").write_text(CONFIGURATION.replace("next.yaml", source))
    before = state(blink)
    ran = restamp(["update"], blink)
    assert ran.status == 2 and f"error[{code}]" in ran.err
    assert state(blink) == before


def test_no_source(restamp: Restamp, blink: Path) -> None:
    (blink / "restamp.toml").write_text(CONFIGURATION.partition("source")[0])
    for arguments in (["update"], ["update", "blink"]):
        ran = restamp(arguments, blink)
        assert ran.status == 2 and "error[source-missing]" in ran.err


class Vendor:
    """A server of documents, whose ETag is their hash."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.asked: list[tuple[str, tuple[str, ...], str]] = []

    def __call__(self, url: str, hosts: tuple[str, ...], etag: str) -> remote.Fetched:
        self.asked.append((url, tuple(hosts), etag))
        now = f'"{hashlib.sha256(self.content).hexdigest()[:8]}"'
        return remote.Fetched(None if etag == now else self.content, now)


def test_what_has_not_changed_is_not_sent_again(
    restamp: Restamp, blink: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock has the ETag of the document that is there, and keeps it when the client is generated."""
    url = "https://api.example.com/openapi.yaml"
    (blink / "restamp.toml").write_text(CONFIGURATION.replace("next.yaml", url))
    vendor = Vendor(NEXT.read_bytes())
    monkeypatch.setattr(remote, "fetch_named", vendor)
    assert restamp(["update"], blink).status == 0
    assert restamp(["generate"], blink).status == 0
    ran = restamp(["update"], blink)
    assert ran.out == f"blink: {url} is unchanged\n"
    (_, hosts, first), (_, _, second) = vendor.asked
    assert hosts == () and first == "" and second != ""
    # A document that was edited since is not what the ETag is of.
    with (blink / "specs/blink.yaml").open("a") as file:
        file.write("# mine\n")
    assert restamp(["update"], blink).status == 0
    assert vendor.asked[-1][2] == ""
    assert (blink / "specs/blink.yaml").read_bytes() == NEXT.read_bytes()


SHOP = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: {"200": {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}}
components:
  schemas:
    Order: {type: object, properties: {total: {type: number}}}
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: o, version: "1"}
actions: [{target: "$.paths['/pets'].get", update: {x-restamp-name: all}}]
"""


class Shop:
    """A folder with documents in `specs`, their next versions in `vendor`, and a configuration."""

    def __init__(self, folder: Path, restamp: Restamp) -> None:
        self.folder, self._restamp = folder, restamp

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def edit(self, name: str, before: str, after: str) -> None:
        text = (self.folder / name).read_text()
        assert before in text
        self.write({name: text.replace(before, after)})

    def run(self, *arguments: str) -> Any:
        return self._restamp(list(arguments), self.folder)

    def generate(self) -> None:
        assert self.run("generate", "--quiet").status == 0

    def changelog(self, client: str = "shop") -> str:
        return (self.folder / client / "CHANGELOG.md").read_text()


@pytest.fixture
def shop(tmp_path: Path, restamp: Restamp) -> Shop:
    one = Shop(tmp_path, restamp)
    one.write({"specs/shop.yaml": SHOP, "vendor/shop.yaml": SHOP, "o.yaml": OVERLAY})
    one.write(
        {
            "restamp.toml": '[clients.shop]\nspec = "specs/shop.yaml"\noutput = "shop"\n'
            'source = "vendor/shop.yaml"\noverlays = ["o.yaml"]\ninclude = {tags = ["pets", "orders"]}\n'
        }
    )
    one.generate()
    return one


@pytest.mark.parametrize("version", ["1", "2"])
def test_an_overlay_and_an_include_edited_since(shop: Shop, version: str) -> None:
    """Compared is what callers have, whether the document has changed as well or not."""
    shop.edit("o.yaml", "name: all", "name: every")
    shop.edit("restamp.toml", ', "orders"', "")
    shop.edit("vendor/shop.yaml", 'version: "1"', f'version: "{version}"')
    ran = shop.run("update")
    assert ran.status == 0
    for line in (
        "client.pets.all renamed to client.pets.every",
        "client.orders.list removed",
    ):
        assert line in ran.out
    assert "client.pets.all` renamed to client.pets.every" in shop.changelog()
    assert shop.run("check").status == 0
    assert shop.run("update").out == "shop: vendor/shop.yaml is unchanged\n"


def test_a_document_edited_here_counts_as_well(shop: Shop) -> None:
    """Callers have the package, and not what somebody wrote into its document since."""
    shop.edit("specs/shop.yaml", "total: {type: number}", "total: {type: string}")
    shop.edit("vendor/shop.yaml", "total: {type: number}", "total: {type: string}")
    ran = shop.run("update")
    assert "models.Order.total has a different type" in ran.out
    assert (
        "- float | None    #/components/schemas/Order/properties/total\n" in ran.out
    ), "its text is gone"
    assert "+ str | None    vendor/shop.yaml:16 #/" in ran.out


def test_two_clients_of_one_document_fetch_it_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://api.example.com/shop.yaml"
    both = [
        f'[clients.{name}]\nspec = "specs/shop.yaml"\noutput = "{name}"\n{source}'
        f'include = {{tags = ["{tag}"]}}\n'
        for name, tag, source in (("a", "pets", f'source = "{url}"\n'), ("b", "orders", ""))
    ]
    shop.write({"restamp.toml": "".join(both)})
    shop.generate()
    vendor = Vendor(SHOP.replace("total: {type: number}", "total: {type: string}").encode())
    monkeypatch.setattr(remote, "fetch_named", vendor)
    ran = shop.run("update")
    assert ran.status == 0 and len(vendor.asked) == 1
    assert "models.Order.total has a different type" in ran.out
    assert "models.Order.total" in shop.changelog("b") and "models.Order" not in shop.changelog("a")
    assert shop.run("check").status == 0


@pytest.fixture
def pair(shop: Shop) -> Shop:
    """Two clients of documents of their own, and one whose document stays as it is."""
    for name in ("b", "c"):
        text = SHOP.replace("title: Shop", f"title: {name}")
        shop.write({f"specs/{name}.yaml": text, f"vendor/{name}.yaml": text})
        with (shop.folder / "restamp.toml").open("a") as file:
            file.write(f'\n[clients.{name}]\nspec = "specs/{name}.yaml"\noutput = "{name}"\n')
            file.write(f'source = "vendor/{name}.yaml"\n')
    shop.generate()
    for name in ("shop", "b"):
        shop.edit(f"vendor/{name}.yaml", "total: {type: number}", "total: {type: string}")
    return shop


def test_the_output_names_each_client(pair: Shop) -> None:
    heads = [line for line in pair.run("update", "--dry-run").out.splitlines() if " 1" in line]
    assert [head.partition(" ")[0] for head in heads[:2]] == ["b:", "shop:"]
    out = pair.run("update", "--dry-run", "--format", "markdown").out
    assert [line[:5] for line in out.splitlines() if line.startswith("## ")] == ["## b:", "## sh"]


def test_programs_read_one_document_of_all_clients(pair: Shop) -> None:
    schema = json.loads((ROOT / "docs/reference/diff.schema.json").read_text())
    page = pair.run("update", "--dry-run", "--format", "html")
    assert page.out.count("<!doctype html>") == 1 and page.out.endswith("</html>\n")
    assert page.out.count("<h2>") == 2 and 'data-client="shop"' in page.out
    one = pair.run("update", "b", "--dry-run", "--format", "json")
    ran = pair.run("update", "--format", "json")
    unchanged = pair.run("update", "--format", "json")
    for document in (one, ran, unchanged):
        Draft202012Validator(schema).validate(json.loads(document.out))
    clients = json.loads(ran.out)["clients"]
    assert [client["client"] for client in clients] == ["b", "shop"]
    assert [client["title"] for client in clients] == ["b", "Shop"]
    assert json.loads(one.out)["breaking"] == clients[0]["breaking"]
    assert json.loads(unchanged.out) == {"form": 1, "clients": []}
    assert "c: vendor/c.yaml is unchanged" in ran.err and "files changed)" in ran.err


def test_one_file_is_one_file(shop: Shop) -> None:
    (shop.folder / "shop/py.typed").unlink()
    assert shop.run("update").out.endswith("(1 file changed)\n")


def test_another_client_has_already_updated_the_document(shop: Shop) -> None:
    for name, tag in (("a", "pets"), ("b", "orders")):
        part = f'\n[clients.{name}]\nspec = "specs/shop.yaml"\noutput = "{name}"\n'
        part += f'source = "vendor/shop.yaml"\ninclude = {{tags = ["{tag}"]}}\n'
        with (shop.folder / "restamp.toml").open("a") as file:
            file.write(part)
    shop.generate()
    shop.edit("vendor/shop.yaml", "total: {type: number}", "total: {type: string}")
    assert shop.run("update", "a").status == 0
    assert "models.Order.total has a different type" in shop.run("update", "b").out
    assert "models.Order.total" in shop.changelog("b")


def test_one_client_that_cannot_be_written_stops_all_of_its_document(shop: Shop) -> None:
    with (shop.folder / "restamp.toml").open("a") as file:
        file.write('[clients.zoo]\nspec = "specs/shop.yaml"\noutput = "zoo"\n')
    shop.generate()
    shop.edit("vendor/shop.yaml", "total: {type: number}", "total: {type: string}")
    with (shop.folder / "zoo/client.py").open("a") as file:
        file.write("# mine\n")
    before = state(shop.folder)
    ran = shop.run("update")
    assert ran.status == 2 and "zoo/client.py" in ran.err and "error[output-edited]" in ran.err
    assert state(shop.folder) == before


LEAVES = {
    "m.yaml": "openapi: 3.1.0\ninfo: {title: M, version: '1'}\npaths:\n  /p:\n    get:\n      operationId: p\n"
    "      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: models/leaf.yaml}}}}}\n",
    "models/leaf.yaml": "type: object\nproperties: {n: {type: integer}, deep: {$ref: deep.yaml}}\n",
    "models/deep.yaml": "type: object\nproperties: {d: {type: integer}}\n",
}


@pytest.fixture
def tree(tmp_path: Path, restamp: Restamp) -> Shop:
    """A document of several files."""
    one = Shop(tmp_path, restamp)
    for folder in ("specs", "vendor"):
        one.write({f"{folder}/{name}": text for name, text in LEAVES.items()})
    client = '[clients.m]\nspec = "specs/m.yaml"\noutput = "m"\nsource = "vendor/m.yaml"\n'
    one.write({"restamp.toml": client})
    one.generate()
    return one


@pytest.mark.parametrize(("leaf", "field"), [("leaf", "Leaf.n"), ("deep", "Deep.d")])
def test_only_a_leaf_of_several_files_changed(tree: Shop, leaf: str, field: str) -> None:
    tree.edit(f"vendor/models/{leaf}.yaml", "type: integer", "type: string")
    ran = tree.run("update")
    assert ran.status == 0 and f"models.{field} has a different type" in ran.out
    assert f"- int | None    specs/models/{leaf}.yaml:2 #/properties/" in ran.out
    assert f"+ str | None    vendor/models/{leaf}.yaml:2 #/properties/" in ran.out
    assert "string" in (tree.folder / f"specs/models/{leaf}.yaml").read_text()
    assert tree.run("check").status == 0
    assert tree.run("update").out == "m: vendor/m.yaml is unchanged\n"


def test_a_new_leaf_is_fetched_too(tree: Shop) -> None:
    tree.edit("vendor/models/deep.yaml", "{d:", "{fresh: {$ref: ../more/fresh.yaml}, d:")
    tree.write({"vendor/more/fresh.yaml": "type: object\nproperties: {x: {type: boolean}}\n"})
    ran = tree.run("update")
    assert ran.status == 0 and "models.Deep.fresh added" in ran.out
    assert (tree.folder / "specs/more/fresh.yaml").is_file()
    assert "x: bool | None" in (tree.folder / "m/models/fresh.py").read_text()


def test_a_new_leaf_that_cannot_be_had_writes_nothing(tree: Shop) -> None:
    tree.edit("vendor/models/deep.yaml", "{d:", "{fresh: {$ref: fresh.yaml}, d:")
    before = state(tree.folder)
    ran = tree.run("update")
    assert ran.status == 2 and "error[ref-unfetched]" in ran.err
    assert state(tree.folder) == before


def test_a_local_referenced_file_is_kept(tree: Shop) -> None:
    (tree.folder / "vendor/models/deep.yaml").unlink()
    tree.edit("vendor/models/leaf.yaml", "type: integer", "type: string")
    ran = tree.run("update")
    assert ran.status == 0 and "note[source-partial]" in ran.err
    assert (tree.folder / "specs/models/deep.yaml").is_file()
    assert tree.run("check").status == 0


def test_referenced_files_are_fetched_next_to_the_document(
    tree: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = "https://api.example.com/v1/"
    tree.edit("restamp.toml", "vendor/m.yaml", f"{base}m.yaml")

    def fetch(url: str, hosts: tuple[str, ...], etag: str) -> remote.Fetched | Unavailable:
        asked.append(url)
        text = LEAVES.get(url.removeprefix(base))
        if text is None:
            return Unavailable("it answers with status 404", is_missing=True)
        content = text.replace("type: integer", "type: number").encode()
        now = f'"{hashlib.sha256(content).hexdigest()[:8]}"'
        return remote.Fetched(None if etag == now else content, now)

    asked: list[str] = []
    monkeypatch.setattr(remote, "fetch_named", fetch)
    ran = tree.run("update")
    assert ran.status == 0 and "different type: int -> float, in 2 fields: models.Deep.d" in ran.out
    assert sorted(asked) == sorted(base + name for name in LEAVES)
    assert tree.run("update").out == f"m: {base}m.yaml is unchanged\n"
    assert sorted(asked) == sorted([base + name for name in LEAVES] * 2)


def test_what_it_says_is_what_diff_says_and_what_the_changelog_keeps(shop: Shop) -> None:
    shop.edit("vendor/shop.yaml", "total: {type: number}", "total: {type: string}")
    texts: dict[str, str] = {}
    for form in ("text", "markdown", "json"):
        texts[form] = shop.run("diff", "shop", "vendor/shop.yaml", "--format", form).out
        assert shop.run("update", "--dry-run", "--quiet", "--format", form).out == texts[form]
    assert shop.run("update").status == 0
    assert shop.changelog() == "# Changes for callers\n\n" + texts["markdown"]


def test_a_package_of_an_older_restamp(shop: Shop) -> None:
    """It carries no surface: the document that is here stands for it, and that is said."""
    (shop.folder / "shop/restamp.api.json").unlink()
    shop.edit("shop/restamp.lock", '"restamp.api.json": ', '"resources/none.json": ')
    shop.edit("vendor/shop.yaml", "total: {type: number}", "total: {type: string}")
    ran = shop.run("update")
    assert ran.status == 0 and "note[surface-missing]" in ran.err
    assert "models.Order.total has a different type" in ran.out
    assert (shop.folder / "shop/restamp.api.json").is_file()


@pytest.mark.parametrize(
    "name", ["../app.yaml", "../restamp.toml", "models/.ci.yaml", "code.py", "other.yaml"]
)
def test_a_vendor_replaces_no_file_that_was_not_the_documents(tree: Shop, name: str) -> None:
    mine = tree.folder / "specs" / name
    tree.write({f"specs/{name}": "type: object\n"} if not mine.exists() else {})
    tree.write({f"vendor/{name}": "type: string\n"} if not name.startswith("..") else {})
    before = mine.read_bytes()
    tree.edit("vendor/m.yaml", "$ref: models/leaf.yaml", f"$ref: {name}")
    tree.run("update")
    assert mine.read_bytes() == before


def test_a_vendor_makes_no_file_elsewhere(tree: Shop) -> None:
    for name in ("../new.yaml", "new.py", ".github/new.yaml"):
        tree.write({"vendor/m.yaml": LEAVES["m.yaml"].replace("models/leaf.yaml", name)})
        tree.write({f"vendor/{name}": "type: string\n"} if not name.startswith("..") else {})
        before = state(tree.folder)
        ran = tree.run("update")
        assert ran.status == 2 and "error[ref-unfetched]" in ran.err
        assert state(tree.folder) == before


def test_a_client_that_is_not_committed(tree: Shop) -> None:
    """What callers have is then what the document here gives."""
    shutil.rmtree(tree.folder / "m")
    tree.edit("vendor/models/leaf.yaml", "type: integer", "type: string")
    ran = tree.run("update")
    assert ran.status == 0 and "models.Leaf.n has a different type" in ran.out
    assert "models.Leaf.n" in tree.changelog("m")
