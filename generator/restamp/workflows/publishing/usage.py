"""The files of a project that show calls of its package: the README for users, and a test."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.config.model import ClientConfig
from restamp.python.markdown.examples import Example
from restamp.python.markdown.readme import ReadmeView, readme_view
from restamp.python.modules.subject import Subject
from restamp.workflows.publishing.files import Distribution, test_file
from restamp.workflows.starting.first_call import client_arguments


def beside(distribution: Distribution, client: ClientConfig, subject: Subject) -> dict[str, str]:
    """The files that show calls of the generated package."""
    view = readme_view(subject)
    arguments = client_arguments(client, subject, view)
    return {
        "README.md": "\n".join(_readme(distribution, view, arguments)).rstrip() + "\n",
        test_file(distribution): _test(distribution, view.first),
    }


def _readme(distribution: Distribution, view: ReadmeView, arguments: str) -> Iterator[str]:
    """The page of the distribution in a package index: without relative links, which have no target there."""
    package = distribution.package
    yield f"# {distribution.name}\n"
    yield f"A typed Python client for {view.title}, synchronous and asynchronous.\n"
    yield f"```\npython -m pip install {distribution.name}\n```\n"
    yield f"```python\nfrom {package} import Client\n\nwith Client({arguments}) as client:"
    yield f"    {_used(view.first)}\n```\n" if view.first.name else "    ...\n```\n"
    if view.first.name and not view.first.is_stream:
        yield f"With `AsyncClient` it is `async with AsyncClient(...) as client:` and `await {view.first.call}`.\n"
    yield f"The environment variable `{view.base_url_variable}`, or the argument `base_url`, sets another server.\n"
    if view.first.name:
        yield f"`help({view.first.name})` shows the parameters and the result of a call.\n"
    if view.credentials:
        yield "## Credentials\n"
        yield "Pass them to the client, or set them in the environment.\n"
        if view.grants:
            yield f"{view.grants} come from `{package}`.\n"
        yield "| Argument | Environment variable | Description |\n| --- | --- | --- |"
        yield from view.credentials
        yield ""
    if view.paged.name:
        yield "## Pages\n"
        yield f"`{view.paged.name}` returns one page, and `.items(...)` iterates over the items of all pages:\n"
        yield f"```python\nfor item in {view.paged.items}:\n    print(item)\n```\n"
    yield from _errors(package, view)
    if view.has_testing:
        yield "## Testing\n"
        yield "A fake replaces the server in tests, and records every call:\n"
        yield f"```python\nfrom {package}.testing import Fake\n\nfake = Fake()"
        yield f"with fake.client() as client:\n    {_called(view.first)}"
        yield f"(call,) = {view.first.fake}.calls\n```\n"


def _errors(package: str, view: ReadmeView) -> Iterator[str]:
    if not view.failing.name:
        return
    yield "## Errors\n"
    yield "Every error of a call is an `ApiError`. Each status has a class with the body of the response as `.error`:\n"
    names = ", ".join(dict.fromkeys(("ApiError", view.error)))
    yield f"```python\nfrom {package}.errors import {names}\n\ntry:\n    {_used(view.failing)}"
    yield f"except {view.error} as error:\n    print(error.status, error.error)"
    yield "except ApiError as error:\n    print(error)\n```\n"


def _test(distribution: Distribution, example: Example) -> str:
    head = (
        f'"""The client without a server."""\n\n'
        f"from {distribution.package}.testing import Fake\n\n\n"
    )
    if not example.name or not example.is_complete:
        return (
            f"{head}def test_the_fake_has_a_client() -> None:\n"
            "    with Fake().client() as client:\n"
            "        assert client\n"
        )
    called = _called(example).replace("\n", "\n    ")
    return (
        f"{head}def test_a_call() -> None:\n"
        "    fake = Fake()\n"
        "    with fake.client() as client:\n"
        f"        {called}\n"
        f"    assert len({example.fake}.calls) == 1\n"
    )


def _used(example: Example) -> str:
    """A statement with the example, indented by four columns."""
    if example.is_stream:
        return f"with {example.call} as items:\n        print(next(iter(items), None))"
    return f"print({example.call})"


def _called(example: Example) -> str:
    if example.is_stream:
        return f"with {example.call} as items:\n        list(items)"
    return example.call
