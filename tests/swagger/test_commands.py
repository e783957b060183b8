"""The commands take Swagger 2.0, and a vendor's upgrade to OpenAPI 3 changes nothing that did not change."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.pipeline import generate

from ..cli.test_watch import Watching, edit, holds
from ..cli.test_watch import watch as watch
from ..packages import client_of

Restamp = Callable[..., Any]
ROOT = Path(__file__).parents[2]
PAIR = Path(__file__).parent / "pair"
SWAGGER, OPENAPI = "swagger.yaml", "openapi.yaml"
CONFIGURATION = """\
[clients.shop]
spec = "specs/shop.yaml"
output = "shop"
source = "next.yaml"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A client of the Swagger 2.0 document, whose next version is the OpenAPI 3 document."""
    (tmp_path / "specs").mkdir()
    shutil.copy(PAIR / SWAGGER, tmp_path / "specs/shop.yaml")
    shutil.copy(PAIR / OPENAPI, tmp_path / "next.yaml")
    (tmp_path / "restamp.toml").write_text(CONFIGURATION)
    return tmp_path


def lock_of(project: Path) -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((project / "shop/restamp.lock").read_text())
    return lock


def test_both_documents_give_the_same_package(tmp_path: Path) -> None:
    packages: list[dict[str, str]] = []
    for name in (SWAGGER, OPENAPI):
        shutil.copy(PAIR / name, tmp_path / "spec.yaml")
        result = generate(client_of(tmp_path, spec="spec.yaml"))
        assert [d.message for d in result.diagnostics] == []
        packages.append({k: v for k, v in result.files.items() if k != "restamp.api.json"})
    assert packages[0] == packages[1]


@pytest.mark.parametrize(("old", "new"), [(SWAGGER, OPENAPI), (OPENAPI, SWAGGER)])
def test_no_difference(restamp: Restamp, tmp_path: Path, old: str, new: str) -> None:
    ran = restamp(["diff", str(PAIR / old), str(PAIR / new)], tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "Shop 1: no change for callers; a patch version\n"
    assert (
        restamp(["generate", "--spec", str(PAIR / old), "--output", "shop"], tmp_path).status == 0
    )
    ran = restamp(["diff", "shop", str(PAIR / new)], tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "Shop 1: no change for callers; a patch version\n"


def test_keys_of_the_lock_are_locations_as_written(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate"], project).status == 0
    assert sorted(key for key in lock_of(project)["names"] if "?" not in key) == [
        "#/definitions/Animal",
        "#/definitions/Animal/discriminator",
        "#/definitions/Cat",
        "#/definitions/Dog",
        "#/definitions/Error",
        "#/definitions/Order",
        "#/definitions/Order/properties/state",
        "#/paths/~1orders/get/parameters/query:states/items",
        "#/paths/~1orders/get/responses/200/schema",
        "#/paths/~1orders/post/parameters/body:order/schema",
        "#/paths/~1orders~1{id}~1papers/post/parameters",
        "#/paths/~1orders~1{id}~1papers/post/parameters/formData:kind",
        "GET /orders",
        "GET /orders/{id}/papers",
        "POST /orders",
        "POST /orders/{id}/papers",
    ]
    assert all(key.startswith("#/definitions/") for key in lock_of(project)["shapes"])


NAMES = {
    "#/definitions/Order": "Purchase",
    "#/definitions/Order/properties/state": "Progress",
    "#/definitions/Cat": "Tomcat",
    "#/paths/~1orders/get/parameters/query:states/items": "Wanted",
    "#/paths/~1orders/get/responses/200/schema": "Purchases",
    "#/paths/~1orders/post/parameters/body:order/schema": "NewPurchase",
    "#/paths/~1orders~1{id}~1papers/post/parameters": "Paper",
    "#/paths/~1orders~1{id}~1papers/post/parameters/formData:kind": "PaperKind",
    "#/securityDefinitions/login?arguments": "shop_token",
    "GET /orders": "purchases.all:all_purchases:list_orders",
}


def test_names_stay_when_the_vendor_upgrades(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate"], project).status == 0
    file, lock = project / "shop/restamp.lock", lock_of(project)
    lock["names"] |= NAMES
    file.write_text(json.dumps(lock))
    assert restamp(["generate", "--force"], project).status == 0
    assert lock_of(project)["names"].items() >= NAMES.items()
    package = {p: p.read_bytes() for p in (project / "shop").rglob("*.py")}
    ran = restamp(["update"], project)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Shop 1: no change for callers; a patch version\n")
    assert {p: p.read_bytes() for p in (project / "shop").rglob("*.py")} == package
    upgraded = lock_of(project)["names"]
    assert upgraded["#/components/schemas/Order"] == "Purchase"
    body = "#/paths/~1orders/post/requestBody/content/application~1json/schema"
    assert upgraded[body] == "NewPurchase"
    assert sorted(upgraded.values()) == sorted({**lock["names"]}.values())
    assert restamp(["check"], project).status == 0
    shutil.copy(PAIR / SWAGGER, project / "next.yaml")
    assert restamp(["update"], project).status == 0
    assert lock_of(project)["names"].items() >= NAMES.items()
    assert {p: p.read_bytes() for p in (project / "shop").rglob("*.py")} == package


def test_a_real_change_is_all_that_is_shown(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate"], project).status == 0
    edit(
        project / "next.yaml",
        "{name: X-Trace, in: header, schema: {type: string}}",
        "{name: X-Trace, in: header, required: true, schema: {type: string}}",
    )
    ran = restamp(["update", "--dry-run"], project)
    assert ran.out.splitlines()[0] == "Shop 1: 1 breaking change; a major version"
    assert "specs/shop.yaml:29 #/paths/~1orders/get/parameters/3" in ran.out
    assert "#/paths/~1orders/get/parameters/3\n" in ran.out.partition("next.yaml:14")[2]


def test_inspect(restamp: Restamp, project: Path) -> None:
    ran = restamp(["inspect", "specs/shop.yaml"], project)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("specs/shop.yaml: Swagger 2.0\n")
    assert "\n\n4 operations\n" in ran.out
    assert "#/definitions/Order" in ran.out
    report = json.loads(restamp(["inspect", "specs/shop.yaml", "--format", "json"], project).out)
    assert report["openapi"] == "2.0"
    assert report["operations"] == {
        "total": 4,
        "exact": 4,
        "widened": 0,
        "lost": 0,
        "undescribed": 0,
    }


PAGES = """\
swagger: "2.0"
info: {title: The Shop API, version: "1"}
paths:
  /items/:
    get:
      operationId: read_items_items__get
      tags: [items]
      parameters: [{name: page, in: query, type: integer}]
      responses: {200: {description: "", schema: {$ref: "#/definitions/Page"}}}
  /items/{id}:
    get:
      operationId: read_item_items__id__get
      tags: [items]
      parameters: [{name: id, in: path, required: true, type: string}]
      responses: {200: {description: "", schema: {$ref: "#/definitions/Job"}}}
definitions:
  Job: {type: object, properties: {status: {type: string, enum: [queued, running, succeeded, failed]}}}
  Page: {type: object, properties: {items: {type: array, items: {$ref: "#/definitions/Job"}}, total_pages: {type: integer}}}
"""


def test_init(restamp: Restamp, tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(PAGES)
    ran = restamp(["init", "shop.yaml"], tmp_path)
    assert ran.status == 0, ran.err
    overlay = next(tmp_path.rglob("*overlay.yaml"))
    assert "target: $.paths['/items/'].get" in overlay.read_text()
    ran = restamp(["generate"], tmp_path)
    assert (ran.status, ran.err) == (0, "")


OVERLAY = """\
overlay: 1.0.0
info: {title: T, version: "1"}
actions:
  - {target: $.definitions.Order, update: {x-restamp-name: Purchase}}
  - {target: "$.paths['/orders'].post.parameters[0].schema.properties.count", update: {type: string}}
  - {target: "$.paths['/orders'].get.parameters[?@.name=='X-Trace']", remove: true}
  - {target: $.securityDefinitions.key, update: {name: X-Other}}
"""


def test_overlays_apply_to_the_document_as_written(restamp: Restamp, project: Path) -> None:
    (project / "shop.overlay.yaml").write_text(OVERLAY)
    ran = restamp(
        [
            *("generate", "--spec", "specs/shop.yaml"),
            *("--output", "shop", "--overlay", "shop.overlay.yaml"),
        ],
        project,
    )
    assert (ran.status, ran.err) == (0, "")
    api = (project / "shop/api/orders.py").read_text()
    texts = "".join(path.read_text() for path in (project / "shop/models").glob("*.py"))
    assert "Purchase" in api and "x_trace" not in api
    assert "count: str | None" in texts
    assert "X-Other" in (project / "shop/client.py").read_text()


def test_sarif_and_report_have_locations_as_written(restamp: Restamp, project: Path) -> None:
    edit(project / "specs/shop.yaml", "count: {type: integer}", "count: {type: int}")
    flags = ["--sarif", "found.sarif", "--report", "report.json"]
    assert restamp(["generate", *flags], project).status == 0
    at = "#/paths/~1orders/post/parameters/0/schema/properties/count/type"
    (run,) = json.loads((project / "found.sarif").read_text())["runs"]
    (location,) = run["results"][0]["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": at}]
    assert location["physicalLocation"]["region"]["startLine"] == 44
    (diagnostic,) = json.loads((project / "report.json").read_text())["diagnostics"]
    assert (diagnostic["pointer"], diagnostic["line"]) == (at, 44)


def test_watch(watch: Callable[..., Watching], project: Path) -> None:
    watching = watch()
    watching.until(holds(project / "shop/models/order.py", "class Order"))
    watching.until_said("watching")
    edit(project / "specs/shop.yaml", "  Error: {", "  Extra: {type: object}\n  Error: {")
    watching.until(holds(project / "shop/restamp.lock", "#/definitions/Extra"))


BLINK = Path(os.environ.get("RESTAMP_CORPUS", "/nowhere")).parent / (
    "corpus-2.0/blink-go-cli/specification__swagger.yaml"
)


@pytest.mark.skipif(not BLINK.exists(), reason="corpus-2.0 is not beside $RESTAMP_CORPUS")
def test_the_upgrade_of_blink(restamp: Restamp, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    shutil.copy(BLINK, tmp_path / "specs/shop.yaml")
    shutil.copy(ROOT / "specs/blink.yaml", tmp_path / "next.yaml")
    (tmp_path / "restamp.toml").write_text(CONFIGURATION)
    assert restamp(["generate"], tmp_path).status == 0
    before = lock_of(tmp_path)["names"]
    ran = restamp(["update"], tmp_path)
    assert ran.status == 0
    after = lock_of(tmp_path)["names"]
    schemas = [k for k in after if k.startswith("#/components/schemas/") and k.count("/") == 3]
    for key in schemas:
        old = key.replace("#/components/schemas/", "#/definitions/")
        assert old not in before or after[key] == before[old]
    assert {k: v for k, v in after.items() if " " in k}.items() <= before.items()
    assert "security" not in ran.out
