"""How a package is imported, by where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from restamp.config.import_paths import import_path


@pytest.mark.parametrize(
    ("output", "files", "path"),
    [
        ("orders", [], "orders"),
        ("generated/orders", [], "orders"),
        ("src/shop/_vendor/orders", [], "shop._vendor.orders"),
        ("src/orders", [], "orders"),
        ("packages/api/src/shop/orders", [], "shop.orders"),
        (
            "shop/_vendor/orders",
            ["shop/__init__.py", "shop/_vendor/__init__.py"],
            "shop._vendor.orders",
        ),
        ("shop/_vendor/orders", ["shop/_vendor/__init__.py"], "_vendor.orders"),
        ("shop/_vendor/orders", ["shop/__init__.py"], "orders"),
        ("src/shop/orders", ["src/__init__.py", "src/shop/__init__.py"], "src.shop.orders"),
        ("src/my-shop/orders", [], "orders"),
        ("src/class/orders", [], "orders"),
    ],
)
def test_import_paths(output: str, files: list[str], path: str, tmp_path: Path) -> None:
    for name in files:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert import_path(tmp_path / output, tmp_path) == path


@pytest.mark.parametrize(
    ("file", "path"), [("pyproject.toml", "shop.orders"), ("notes.txt", "orders")]
)
def test_a_source_folder_outside_is_one_of_a_project(file: str, path: str, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / file).touch()
    assert import_path(tmp_path / "other/src/shop/orders", tmp_path / "here") == path
