"""A package works out of an archive: what `testing` reads is read as a resource, and not as a file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAIN = """
from blink.testing import Fake

fake = Fake()
with fake.client() as client:
    execution = client.executions.get("ws", "id")
(call,) = fake.executions.get.calls
print(call.method, execution.id, __file__)
"""


def test_fakes_in_a_zipapp(tmp_path: Path) -> None:
    app = tmp_path / "app"
    shutil.copytree(ROOT / "generated" / "blink", app / "blink")
    (app / "__main__.py").write_text(MAIN, "utf-8")
    archive = tmp_path / "app.pyz"
    zipapp.create_archive(app, archive)
    run = subprocess.run(
        [sys.executable, archive.name], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert run.stdout.startswith("GET ") and "app.pyz" in run.stdout
