"""The first call of a process: `python -m tests.benchmarks.call_ready [--rounds N]`.

Prints the CPU milliseconds of processes that import a client and make one call through a transport in the process, beside
the floor: httpx2, pydantic and one model by hand. The package is GitHub's, generated from `RESTAMP_CORPUS`; without it,
that of Blink. Processes alternate, and the difference is the median of the differences of all rounds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from statistics import median

from .generate_documents import PUBLISHED
from .processes import measured

FLOOR = """
import httpx2, pydantic

class License(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    key: str
    name: str

answer = httpx2.Response(200, json={"key": "mit", "name": "MIT"})
client = httpx2.Client(base_url="http://x", transport=httpx2.MockTransport(lambda _: answer))
response = client.get("/licenses/mit")
response.raise_for_status()
assert pydantic.TypeAdapter(License).validate_json(response.content).key == "mit"
"""
GITHUB = """
import httpx2, json
from client import Client

names = "key name spdx_id node_id html_url description implementation body".split()
lists = dict.fromkeys(("permissions", "conditions", "limitations"), [])
body = dict.fromkeys(names, "mit") | lists | {"url": None, "featured": False}
answer = httpx2.Response(200, json=body)
client = Client(base_url="http://x", transport=httpx2.MockTransport(lambda _: answer))
assert client.licenses.get("mit").key == "mit"
"""
BLINK = """
import httpx2
from blink import Client

answer = httpx2.Response(200, json={})
transport = httpx2.MockTransport(lambda _: answer)
client = Client(base_url="http://x", api_key="k", transport=transport)
client.executions.get("ws", "id")
"""
GENERATED = Path(__file__).parents[2] / "generated"


def main() -> None:
    """Print a table."""
    parser = ArgumentParser(description=__doc__, prog="python -m tests.benchmarks.call_ready")
    parser.add_argument("--rounds", type=int, default=15)
    rounds: int = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder, python = Path(name), Path(sys.executable)
        document = Path(os.environ.get("RESTAMP_CORPUS", "")).resolve() / PUBLISHED["GitHub"]
        package, code, home = "Blink", BLINK, GENERATED
        if document.is_file():
            package, code, home = "GitHub", GITHUB, folder
            flags = ["--quiet", "--spec", document, "--output", folder / "client"]
            measured([python, "-m", "restamp", "generate", *flags], folder, {})
        path = {"PYTHONPATH": str(home)}
        floors, calls = list[float](), list[float]()
        for number in range(rounds + 1):
            usages = [measured([python, "-c", text], folder, path) for text in (FLOOR, code)]
            if number:  # The first round compiles.
                floors.append(usages[0].seconds * 1000)
                calls.append(usages[1].seconds * 1000)
    difference = median(call - floor for call, floor in zip(calls, floors, strict=True))
    print("| package | floor, ms | first call, ms | difference |")
    print("| --- | ---: | ---: | ---: |")
    print(f"| {package} | {median(floors):.0f} | {median(calls):.0f} | {difference:.1f} |")


if __name__ == "__main__":
    main()
