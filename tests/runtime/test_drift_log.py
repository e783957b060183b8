"""The file of a drift log: several processes, its limits, what it costs."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any

import httpx2
import pytest
from restamp_runtime import drift_file, drift_log
from restamp_runtime.api import Api
from restamp_runtime.clients import SyncClient
from restamp_runtime.drift_log import DriftLog
from restamp_runtime.drift_values import format_of
from restamp_runtime.enums import OpenStr
from restamp_runtime.hooks import Hooks
from restamp_runtime.model import Model
from restamp_runtime.request import Request

API = Api(name="x", base_url="https://api.example.com")
HERE = Path(__file__).parent


class Size(OpenStr):
    SMALL = "small"


class Thing(Model):
    id: int
    size: Size | None = None


Respond = Callable[[httpx2.Request], httpx2.Response]


def client_of(log: DriftLog, respond: Respond | None = None) -> SyncClient:
    """A client whose server sends its path's last part as the id, which is no integer."""

    def echo(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"id": request.url.path})

    return SyncClient(
        API, transport=httpx2.MockTransport(respond or echo), hooks=Hooks(on_drift=log)
    )


def call(client: SyncClient, path: str = "/x") -> object:
    return client.send(Request("GET", path, Thing))


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def total(file: Path) -> int:
    return sum(line["count"] for line in lines(file))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "drift.jsonl"


def test_a_new_difference_is_saved_at_once(file: Path) -> None:
    client = client_of(DriftLog(file))
    call(client)
    [line] = lines(file)
    assert line["operation"] == "GET /x" and line["place"] == "/id" and line["count"] == 1
    assert line["at"] == "#/paths/~1x/get/responses/200/content/application~1json/schema"


def test_known_ones_are_saved_after_a_while_and_at_the_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DriftLog(file) as log:
        client = client_of(log)
        for _ in range(3):
            call(client)
        assert total(file) == 1
        monkeypatch.setattr(drift_log, "time", lambda: 1e10)
        call(client)
        assert total(file) == 4
        monkeypatch.setattr(drift_log, "time", lambda: 0.0)
        call(client)
        assert total(file) == 4
    assert total(file) == 5
    [line] = lines(file)
    assert line["first"] == "1970-01-01T00:00:00Z" and line["last"] == "2286-11-20T17:46:40Z"


def test_the_end_of_the_process_saves(file: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
import conftest, test_drift_log as t
client = t.client_of(t.DriftLog({str(file)!r}))
for _ in range(7):
    t.call(client)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    assert total(file) == 7


def test_a_killed_process_leaves_a_readable_file(file: Path) -> None:
    code = f"""
import os, sys
sys.path.insert(0, {str(HERE)!r})
import conftest, test_drift_log as t
client = t.client_of(t.DriftLog({str(file)!r}))
for number in range(100000):
    t.call(client, f"/{{number}}")
    print(flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(20):
        process.stdout.readline()
    process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    process.wait()
    assert len(lines(file)) >= 20
    call(client_of(DriftLog(file)), "/0")  # The lock is free.
    assert lines(file)[0]["count"] == 2


def test_threads_and_logs_share_a_file(file: Path) -> None:
    logs = [DriftLog(file) for _ in range(3)]

    def work(log: DriftLog) -> None:
        client = client_of(log)
        for number in range(30):
            call(client, f"/{number % 3}")

    threads = [Thread(target=work, args=(log,)) for log in logs for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for log in logs:
        log.close()
    assert total(file) == 180 and len(lines(file)) == 3


def in_process(file: str) -> None:
    log = DriftLog(file)
    client = client_of(log)
    for number in range(20):
        call(client, f"/{number % 4}")
    log.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_processes_share_a_file(file: Path) -> None:
    context: Any = multiprocessing.get_context("fork")
    workers = [context.Process(target=in_process, args=(str(file),)) for _ in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert total(file) == 100 and len(lines(file)) == 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_forked_workers_count_their_own(file: Path) -> None:
    """Neither counts what the parent has not saved yet, nor loses what a worker has not."""
    log = DriftLog(file)
    client = client_of(log)
    for _ in range(3):
        call(client)
    context: Any = multiprocessing.get_context("fork")

    def work() -> None:
        for _ in range(5):
            call(client)

    worker = context.Process(target=work)
    worker.start()
    worker.join()
    child = os.fork()
    if child == 0:
        try:
            call(client)
            log.close()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert total(file) == 1 + 5 + 1
    log.close()
    assert total(file) == 3 + 5 + 1


def test_a_folder_that_is_not_there_breaks_no_call(
    file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "gone"
    log = DriftLog(folder / "drift.jsonl")
    client = client_of(log)
    for number in range(3):
        call(client, f"/{number}")
    warnings = [r for r in caplog.records if "cannot be written" in r.message]
    assert len(warnings) == 1
    folder.mkdir()
    log.close()
    assert total(folder / "drift.jsonl") == 3


def test_a_read_only_folder_breaks_no_call(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(drift_file.os, "open", refused)
    client = client_of(DriftLog(file))
    call(client)
    call(client, "/y")
    assert [r.levelno for r in caplog.records if "cannot be" in r.message] == [logging.WARNING]


def test_a_file_has_a_limit(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(drift_file, "MOST_LINES", 5)
    monkeypatch.setattr(drift_log, "MOST_LINES", 8)
    log = DriftLog(file)
    client = client_of(log)
    for number in range(10):
        call(client, f"/{number}")
    call(client, "/0")
    log.close()
    assert len(lines(file)) == 5 and total(file) == 6
    assert len([r for r in caplog.records if "is full" in r.message]) == 1


def test_other_lines_stay(file: Path) -> None:
    file.write_text("# mine\n")
    call(client_of(DriftLog(file)))
    first, second = file.read_text().splitlines()
    assert first == "# mine" and json.loads(second)["count"] == 1


def test_values_of_an_enumeration_are_bounded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_log, "PERIOD", 0.0)
    sent = iter(range(200))

    def respond(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"id": 1, "size": f"s{next(sent)}"})

    with DriftLog(file) as log:
        client = client_of(log, respond)
        for _ in range(120):
            call(client)
    [line] = lines(file)
    assert line["count"] == 120 and len(line["observed"]["values"]) == drift_file.MOST_VALUES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2024-01-31T12:30:00Z", "date-time"),
        ("2024-01-31T12:30:00.123+02:00", "date-time"),
        ("2024-01-31T12:30:00", None),
        ("2024-01-32T12:30:00Z", None),
        ("2024-02-29", "date"),
        ("2023-02-29", None),
        ("00000000-0000-4000-8000-000000000000", "uuid"),
        ("00000000000040008000000000000000", None),
        ("https://example.com/a?b=c", "uri"),
        ("https://exa mple.com", None),
        ("a:b", None),
        ("ann@example.com", "email"),
        ("ann@example", None),
        ("x" * 5000, None),
        ("", None),
    ],
)
def test_formats(text: str, name: str | None) -> None:
    assert format_of(text) == name


def test_a_known_difference_costs_little(file: Path) -> None:
    """Beside what tolerant decoding costs: the best of many rounds, with room for slow machines."""
    content = json.dumps([{"id": "x"}] * 100).encode()

    def respond(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=content)

    log = DriftLog(file)

    def seconds(client: SyncClient) -> float:
        response = client.send_raw(Request("GET", "/x", list[Thing]))
        started = perf_counter()
        _ = response.value
        return perf_counter() - started

    clients = client_of(log, respond), SyncClient(API, transport=httpx2.MockTransport(respond))
    rounds = [[seconds(client) for client in clients] for _ in range(40)]
    logged, plain = map(min, zip(*rounds, strict=True))
    assert logged - plain < 100 * 5e-6
