"""The calls of a table, made through the synchronous and the asynchronous client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from functools import reduce
from inspect import isawaitable
from typing import Any, cast

import httpx2

from .clients import Generated
from .comparing import difference
from .table import Call, Drifts, Fails, Raises, Raw, Result, Table


class Driver:
    """Makes the calls of one document."""

    def __init__(self, generated: Generated, url: str, table: Table) -> None:
        self._names = generated.names
        self._module = generated.module
        self._drifts: list[Any] = []
        hooks = generated.module.Hooks(on_drift=self._drifts.append)
        options = {"base_url": url + table.base_path, "hooks": hooks, **table.client()}
        self._client = generated.module.Client(**options, **_jar(table, httpx2.Client))
        self._async_client = generated.module.AsyncClient(
            **options, **_jar(table, httpx2.AsyncClient)
        )
        self._strict_client = generated.module.Client(
            **options, **_jar(table, httpx2.Client), validation="strict"
        )
        self._runner = asyncio.Runner()

    def close(self) -> None:
        """Close the clients."""
        self._client.close()
        self._strict_client.close()
        self._runner.run(self._async_client.aclose())
        self._runner.close()

    def problem(self, call: Call) -> str:
        """Why a call does not do what it has to, "" if it does."""
        needed = {call.operation} | {a.operation for a in call.arguments if isinstance(a, Result)}
        missing = needed - self._names.keys()
        if missing:
            return f"{min(missing)} is not an operation of the client"
        problem = self._synchronous(call) or self._asynchronous(call)
        if not problem and isinstance(call.gives, Drifts):
            problem = self._strict(call)
        return problem

    def _synchronous(self, call: Call) -> str:
        def result() -> Any:
            value = self._started(call, self._client)
            return list(cast(Iterator[Any], value)) if _is_lazy(call) else value

        return self._judged(call, result)

    def _asynchronous(self, call: Call) -> str:
        async def result() -> Any:
            value = self._started(call, self._async_client)
            if _is_lazy(call):
                return [item async for item in cast(AsyncIterator[Any], value)]
            return await value if isawaitable(value) else value

        problem = self._judged(call, lambda: self._runner.run(result()))
        return problem and f"async: {problem}"

    def _strict(self, call: Call) -> str:
        try:
            self._started(call, self._strict_client)
        except self._module.DecodeError:
            return ""
        except self._module.ApiError as error:
            return f"strict: {error}"
        return "a strict client does not raise DecodeError"

    def _started(self, call: Call, client: Any) -> Any:
        bound = self._bound(client, call.operation)
        target = getattr(bound, call.through) if call.through else bound
        arguments = [
            (
                self._bound(self._client, argument.operation)()
                if isinstance(argument, Result)
                else argument
            )
            for argument in call.arguments
        ]
        return target(*arguments, **call.options)

    def _bound(self, client: Any, operation: str) -> Any:
        return reduce(getattr, self._names[operation].split("."), client)

    def _judged(self, call: Call, result: Callable[[], Any]) -> str:
        self._drifts.clear()
        try:
            value = result()
        except Exception as error:
            return self._failure(call, error)
        drifts = [problem for drift in self._drifts for problem in drift.problems]
        match call.gives:
            case Fails() | Raises():
                return f"it returns {value!r}"
            case Drifts(expected):
                return difference(expected, value) or ("" if drifts else "no drift is reported")
            case Raw(status, expected, headers):
                problem = difference(status, value.status, "the status")
                problem = problem or difference(expected, value.value)
                for name, content in headers.items():
                    problem = problem or difference(content, value.header(name, type(content)))
                return problem
            case expected:
                return difference(expected, value) or (f"drift: {drifts[0]}" if drifts else "")

    def _failure(self, call: Call, error: Exception) -> str:
        match call.gives:
            case Raises(name) if name in [kind.__name__ for kind in type(error).__mro__]:
                return ""
            case Fails(status, content) if isinstance(error, self._module.StatusError):
                problem = difference(status, cast(Any, error).status, "the status")
                return problem or difference(content, cast(Any, error).error, "the error")
            case _:
                return f"{type(error).__name__}: {error}".replace("\n", " ")[:300]


def _is_lazy(call: Call) -> bool:
    return call.through in ("items", "pages")


def _jar(table: Table, kind: type[Any]) -> dict[str, Any]:
    return {"http_client": kind()} if table.keeps_cookies else {}
