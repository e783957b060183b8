"""Runs in a peer's environment: times its client's calls, and the same by hand on its libraries.

`python peer_worker.py PEER URL` in the folder of the generated package. The first line it prints
says what is measured; each line it reads asks for a batch, and is answered with
seconds: of the processor, and of the clock.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import version
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, ".")

KEY = {"BLINK-API-KEY": "k"}
QUERY = {"limit": 100, "filter": {"state_ui": "Failed"}}
INPUTS = {"pod": "web-1", "grace_period": 30}
Calls = dict[tuple[str, str], Callable[[], Any]]


def openapi_python_client(url: str) -> Calls:
    """attrs and httpx."""
    import httpx
    from blink_peer.api.executions import playbook_execution_find_by_filter as find
    from blink_peer.api.executions import playbook_execution_get_by_id as get
    from blink_peer.api.workflows import execute_playbook as execute
    from blink_peer.client import AuthenticatedClient
    from blink_peer.models import ExecutePlaybookBody, ExecutePlaybookBodyInputValues
    from blink_peer.models import ModelsPlaybookExecutionWithSubflowNames as Execution
    from blink_peer.models import PlaybookExecutionFindByFilterResponse200 as Page
    from blink_peer.models.execute_playbook_response_200 import ExecutePlaybookResponse200 as Begun

    client = AuthenticatedClient(url, "k", prefix="", auth_header_name="BLINK-API-KEY")
    http = httpx.Client(base_url=url, headers=KEY)

    def body() -> ExecutePlaybookBody:
        values = ExecutePlaybookBodyInputValues.from_dict(INPUTS)
        return ExecutePlaybookBody(input_values=values)

    def by_hand(method: str, path: str, kind: Any, **sent: Any) -> object:
        answer = http.request(method, path, **sent).raise_for_status()
        return kind.from_dict(answer.json())

    return {
        ("get an execution", "client"): lambda: get.sync("ws", "e-1", client=client),
        ("get an execution", "hand"): lambda: by_hand(
            "GET", "/workspace/ws/executions/e-1", Execution
        ),
        ("start a workflow", "client"): lambda: execute.sync(
            "ws", "restart-pod", client=client, body=body()
        ),
        ("start a workflow", "hand"): lambda: by_hand(
            "POST",
            "/workspace/ws/playbooks/restart-pod/execute",
            Begun,
            json=body().to_dict(),
        ),
        ("list 100 executions", "client"): lambda: find.sync(
            "ws", client=client, q=json.dumps(QUERY)
        ),
        ("list 100 executions", "hand"): lambda: by_hand(
            "GET", "/workspace/ws/executions", Page, params={"q": json.dumps(QUERY)}
        ),
    }


def openapi_generator(url: str) -> Calls:
    """pydantic and urllib3."""
    import urllib3
    from blink_peer import ApiClient, Configuration, ExecutionsApi, WorkflowsApi
    from blink_peer.models.execute_playbook200_response import ExecutePlaybook200Response as Begun
    from blink_peer.models.execute_playbook_request import ExecutePlaybookRequest
    from blink_peer.models.models_playbook_execution_with_subflow_names import (
        ModelsPlaybookExecutionWithSubflowNames as Execution,
    )
    from blink_peer.models.playbook_execution_find_by_filter200_response import (
        PlaybookExecutionFindByFilter200Response as Page,
    )

    client = ApiClient(Configuration(host=url, api_key={"ApiKeyAuth": "k"}))
    executions, workflows = ExecutionsApi(client), WorkflowsApi(client)
    http = urllib3.PoolManager(headers=KEY)

    def body() -> ExecutePlaybookRequest:
        return ExecutePlaybookRequest(input_values=INPUTS)

    def by_hand(method: str, path: str, kind: Any, **sent: Any) -> object:
        answer = http.request(method, url + path, **sent)
        if answer.status != 200:
            raise OSError(answer.status)
        return kind.from_dict(json.loads(answer.data))

    return {
        ("get an execution", "client"): lambda: executions.playbook_execution_get_by_id(
            "ws", "e-1"
        ),
        ("get an execution", "hand"): lambda: by_hand(
            "GET", "/workspace/ws/executions/e-1", Execution
        ),
        ("start a workflow", "client"): lambda: workflows.execute_playbook(
            id="restart-pod", ws_id="ws", execute_playbook_request=body()
        ),
        ("start a workflow", "hand"): lambda: by_hand(
            "POST",
            "/workspace/ws/playbooks/restart-pod/execute",
            Begun,
            json=body().to_dict(),
        ),
        ("list 100 executions", "client"): lambda: executions.playbook_execution_find_by_filter(
            "ws", q=json.dumps(QUERY)
        ),
        ("list 100 executions", "hand"): lambda: by_hand(
            "GET", "/workspace/ws/executions", Page, fields={"q": json.dumps(QUERY)}
        ),
    }


PEERS = {
    "openapi-python-client": (
        openapi_python_client,
        "openapi-python-client {openapi-python-client} (httpx {httpx}, attrs {attrs})",
    ),
    "openapi-generator": (
        openapi_generator,
        "openapi-generator {openapi-generator-cli} (urllib3 {urllib3}, pydantic {pydantic})",
    ),
}


class Versions(dict[str, str]):
    """The versions of what is installed."""

    def __missing__(self, name: str) -> str:
        return version(name)


def main() -> None:
    """Answers until it is told no more."""
    peer, url = sys.argv[1:]
    make, title = PEERS[peer]
    calls = make(url)
    for (operation, _), call in calls.items():
        if call() is None:
            raise SystemExit(f"{operation}: there is no answer")
    print(title.format_map(Versions()), flush=True)
    for line in sys.stdin:
        operation, what, times = line.rstrip("\n").split("\t")
        call = calls[operation, what]
        processor, clock = process_time(), perf_counter()
        for _ in range(int(times)):
            call()
        print(process_time() - processor, perf_counter() - clock, flush=True)


if __name__ == "__main__":
    main()
