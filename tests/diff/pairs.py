"""Upgrades between documents of the corpus: does mypy agree with what `restamp diff` calls breaking?

    python -m tests.diff.pairs [WORD ...]
    python -m tests.diff.pairs --random SEED ...

Prints a table; exit 1 where a finding is falsely harmless, an error of tests is not foretold, or more than 2 % of the breaking ones are not confirmed.
With words, only the pairs that have one of them in their name; with seeds, random edits of some documents instead.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from restamp.api_diff.changes.findings import Level

from .judging import Judgement, judge
from .mutating import mutated

CORPUS = Path(os.environ.get("RESTAMP_CORPUS", ""))
MOST_UNCONFIRMED = 0.02
SAME = (
    "additional-properties-false.json",
    "additional-properties-true.json",
    "additional-properties-undefined.json",
    "array-items-all-of.yaml",
    "array-nested-one-of.yaml",
    "case.yaml",
    "circular.yaml",
    "components-request-bodies.json",
    "content-types.yaml",
    "discriminator-all-of.yaml",
    "discriminator-allof-nested.json",
    "discriminator-any-of.yaml",
    "discriminator-one-of.yaml",
    "enum-null.json",
    "faker.yaml",
    "ref-deep.yaml",
    "response-types.yaml",
    "sdk-instance.yaml",
    "security-oauth2.yaml",
    "servers.yaml",
    "transformers-all-of.yaml",
    "transformers-any-of-null.json",
    "transforms-read-write.yaml",
)
"""What hey-api has in versions 3.0 and 3.1 of OpenAPI."""
PAIRS = (
    *(
        (f"Adyen/json__{name}-v{old}.json", f"Adyen/json__{name}-v{new}.json")
        for name, old, new in (
            ("AccountService", 5, 6),
            ("BalanceControlService", 1, 2),
            ("BalancePlatformConfigurationNotification", 1, 2),
            ("BalancePlatformService", 1, 2),
            ("BalancePlatformTransferNotification", 3, 4),
            ("BinLookupService", 53, 54),
            ("CheckoutService", 70, 71),
            ("FundService", 5, 6),
            ("HopService", 1, 5),
            ("LegalEntityService", 3, 4),
            ("ManagementNotificationService", 1, 3),
            ("ManagementService", 1, 3),
            ("MarketPayNotificationService", 5, 6),
            ("NotificationConfigurationService", 5, 6),
            ("PaymentService", 67, 68),
            ("PayoutService", 52, 64),
            ("RaiseDisputesService", 1, 2),
            ("RecurringService", 67, 68),
            ("TransactionService", 1, 2),
            ("TransferService", 3, 4),
        )
    ),
    ("discord/specs__openapi.json", "discord/specs__openapi_preview.json"),
    ("box/openapi__openapi-v2025.0.json", "box/openapi__openapi-v2026.0.json"),
    ("openai/api_reference__openapi.transformed.yml", "openai/openapi.json"),
    ("openai.com/2.3.0.json", "openai/openapi.json"),
    ("twilio/spec__json__twilio_lookups_v1.json", "twilio/spec__json__twilio_lookups_v2.json"),
    ("twilio/spec__json__twilio_pricing_v1.json", "twilio/spec__json__twilio_pricing_v2.json"),
    ("twilio/spec__json__twilio_oauth_v1.json", "twilio/spec__json__twilio_oauth_v2.json"),
    ("twilio/spec__json__twilio_monitor_v1.json", "twilio/spec__json__twilio_monitor_v2.json"),
    (
        "Mermade/3.0__pass__OAI__petstore.yaml",
        "Mermade/3.0__pass__OAI__petstore-expanded.yaml",
    ),
    (
        "koxudaxi/tests__data__openapi__input_diff__old.yaml",
        "koxudaxi/tests__data__openapi__input_diff__new.yaml",
    ),
    *((f"hey-api/specs__3.0.x__{name}", f"hey-api/specs__3.1.x__{name}") for name in SAME),
    ("koxudaxi/tests__data__openapi__api.yaml", "koxudaxi/tests__data__openapi__inheritance.yaml"),
)
EDITED = (
    "Adyen/json__TransferService-v4.json",
    "Adyen/json__HopService-v5.json",
    "Adyen/json__BalanceControlService-v2.json",
    "twilio/spec__json__twilio_oauth_v2.json",
    "Adyen/json__CheckoutService-v71.json",
    "box/openapi__openapi-v2025.0.json",
)
"""What is edited at random, and how often."""
EDITS_EACH = 30
HEAD = (
    "findings",
    "breaking",
    "confirmed",
    "by the server",
    "false harmless",
    "of tests",
    "confirmed",
    "not foretold",
    "renamed",
)


def main(words: list[str]) -> int:
    """Judge the pairs, and print the table."""
    print(f"{'pair':<68}" + "".join(f"{title:>15}" for title in HEAD), flush=True)
    visible = unconfirmed = wrong = 0
    folder = Path(tempfile.mkdtemp(prefix="restamp-pairs-"))
    try:
        for old, new in _random(words[1:], folder) if words[:1] == ["--random"] else _listed(words):
            for side in ("old", "new"):
                shutil.rmtree(folder / side, ignore_errors=True)
            judgement = judge(old, new, folder, folder / "cache")
            print(row(old, new, judgement), flush=True)
            visible += len(judgement.visible)
            unconfirmed += len(judgement.unconfirmed)
            wrong += len(judgement.unexplained) + len(judgement.unforetold) + len(judgement.lost)
    finally:
        if not os.environ.get("KEEP"):
            shutil.rmtree(folder)
    share = unconfirmed / visible if visible else 0.0
    print(f"breaking to a type checker: {visible}, unconfirmed: {unconfirmed} ({share:.1%})")
    return 1 if wrong or share > MOST_UNCONFIRMED else 0


def _listed(words: list[str]) -> Iterator[tuple[Path, Path]]:
    for old, new in PAIRS:
        if not words or any(word in old + new for word in words):
            yield CORPUS / old, CORPUS / new


def _random(seeds: list[str], folder: Path) -> Iterator[tuple[Path, Path]]:
    for seed in map(int, seeds):
        for name in EDITED:
            old, new = folder / f"{Path(name).stem}.json", folder / f"edited-{seed}.json"
            old.write_bytes((CORPUS / name).read_bytes())
            new.write_text(json.dumps(mutated(json.loads(old.read_text()), seed, EDITS_EACH)))
            yield old, new


def row(old: Path, new: Path, judgement: Judgement) -> str:
    """One line of the table, and below it what is wrong."""
    breaking, visible = judgement.difference.breaking, judgement.visible
    of_tests = judgement.difference.of(Level.TESTS)
    numbers = (
        len(judgement.difference.findings),
        len(breaking),
        len(visible) - len(judgement.unconfirmed),
        len(breaking) - len(visible),
        len(judgement.unexplained),
        len(of_tests),
        len(of_tests) - len(judgement.unseen),
        len(judgement.unforetold),
        len(judgement.lost),
    )
    first, second = old.stem, new.stem
    lines = [f"{f'{first} -> {second}'[:67]:<68}" + "".join(f"{n:>15}" for n in numbers)]
    lines += [
        f"    false harmless: {t.line} {t.symbol}: {t.message}" for t in judgement.unexplained[:20]
    ]
    lines += [
        f"    not foretold: {t.line} {t.symbol}: {t.message}" for t in judgement.unforetold[:20]
    ]
    lines += [
        f"    of tests, not confirmed: {f.kind} {f.symbol}: {f.before} -> {f.after}"
        for f in judgement.unseen[:20]
    ]
    lines += [
        f"    unconfirmed: {f.kind} {f.symbol}: {f.before} -> {f.after}"
        for f in judgement.unconfirmed[:20]
    ]
    lines += [f"    renamed: {key}" for key in judgement.lost[:20]]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
