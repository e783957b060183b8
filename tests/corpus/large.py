"""The large documents of the corpus, measured: `RESTAMP_CORPUS=folder python -m tests.corpus.large`.

Prints the table of tests/README.md in Markdown. Seconds are of the processor, megabytes the most that
the process held; both belong to the whole command, as a user runs it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

DOCUMENTS = {
    "GitHub": "github/github.json",
    "OpenAI": "openai/openapi.json",
    "Anthropic": "anthropic/anthropic.yaml",
    "Discord": "discord/specs__openapi.json",
    "Figma": "figma/openapi__openapi.yaml",
    "Box": "box/openapi.json",
    "Adyen Checkout": "Adyen/json__CheckoutService-v71.json",
    "DigitalOcean (2,900 files)": "multi/digitalocean/specification/DigitalOcean-public.v2.yaml",
    "Twilio IP Messaging": "twilio/spec__yaml__twilio_ip_messaging_v2.yaml",
    "Spotify": "sonallux/fixed-spotify-open-api.yml",
    "Train Travel": "train-travel-api/.microcks__openapi.yaml",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One document."""

    name: str
    operations: int
    types: int
    files: int
    lines: int
    seconds: float
    megabytes: float
    widened: Counter[str]

    def __str__(self) -> str:
        why = ", ".join(f"{count} {code}" for code, count in sorted(self.widened.items())) or "none"
        return (
            f"| {self.name} | {self.operations:,} | {self.types:,} | {self.files:,} | {self.lines:,} "
            f"| {self.seconds:.1f} | {self.megabytes:.0f} | {why} |"
        )


def measured(name: str, document: Path) -> Row:
    """Generate one client with the command, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        package, report = Path(folder) / "client", Path(folder) / "report.json"
        flags = ["--spec", str(document), "--output", str(package), "--report", str(report)]
        command = [sys.executable, "-m", "restamp", "generate", *flags, "--quiet"]
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=document.parent)
        _, status, usage = os.wait4(child.pid, 0)
        if status != 0:
            raise SystemExit(f"{name}: exit {os.waitstatus_to_exitcode(status)}")
        facts = json.loads(report.read_text())
        sources = list(package.rglob("*.py"))
        return Row(
            name,
            facts["operations"]["total"],
            facts["declarations"]["total"],
            len(sources),
            sum(source.read_bytes().count(b"\n") for source in sources),
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024,
            Counter(d["code"] for d in facts["diagnostics"] if d["severity"] == "warning"),
        )


def main() -> None:
    """Print the table."""
    corpus = Path(os.environ["RESTAMP_CORPUS"]).resolve()
    print("| document | operations | types | files | lines | CPU s | MB | warnings |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for name, file in DOCUMENTS.items():
        print(measured(name, corpus / file), flush=True)


if __name__ == "__main__":
    main()
