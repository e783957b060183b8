"""The table of files: path, template and view."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.python.markdown.readme import readme_view
from restamp.python.markdown.reference import reference_view
from restamp.python.modules.subject import Subject
from restamp.python.views.api import api_views
from restamp.python.views.client import client_view
from restamp.python.views.errors import errors_view
from restamp.python.views.exports import checked_exports, models_index, package_view
from restamp.python.views.models import models_view
from restamp.python.views.resources import resource_views
from restamp.python.views.testing import testing_view
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file: its path in the package, its template, and the view for the template."""

    path: str
    template: str
    view: object


def plan(subject: Subject) -> Iterator[FilePlan]:
    """Yield every file of a package that depends on its document."""
    yield FilePlan("__init__.py", "exports.py.jinja", package_view(subject))
    yield FilePlan("README.md", "README.md.jinja", readme_view(subject))
    yield FilePlan("client.py", "client.py.jinja", client_view(subject))
    yield FilePlan("errors.py", "errors.py.jinja", errors_view(subject))
    if subject.api.webhooks:
        from restamp.python.views.webhooks import webhooks_view

        yield FilePlan("webhooks.py", "webhooks.py.jinja", webhooks_view(subject))
    index = models_index(subject)
    yield FilePlan("models/__init__.py", "exports.py.jinja", index)
    yield FilePlan(f"models/{index.checked}.py", "checked_exports.py.jinja", checked_exports(index))
    for module in subject.layout.modules:
        yield FilePlan(f"models/{module}.py", "models.py.jinja", models_view(subject, module))
    modules = api_views(subject)
    for api in modules:
        yield FilePlan(f"api/{api.path}.py", "api.py.jinja", api)
    for resource in resource_views(subject):
        yield FilePlan(f"resources/{resource.path}.py", "resource.py.jinja", resource)
    if subject.has_drift_log:
        from restamp.python.calls.drift_log import drift_log_view

        log = drift_log_view(subject)
        yield FilePlan("drift_log.py", "drift_log.py.jinja", log)
        yield FilePlan("_responses.json", "data.json.jinja", log.description)
    if subject.has_testing:
        if subject.has_recording:
            from restamp.python.calls.recording import recording_view

            yield FilePlan("recording.py", "recording.py.jinja", recording_view(subject))
        yield from _testing(subject)
    reference = reference_view(subject.names.package, modules)
    yield FilePlan("API.md", "reference.md.jinja", reference)


def _testing(subject: Subject) -> Iterator[FilePlan]:
    testing = testing_view(subject)
    yield FilePlan("testing/__init__.py", "testing.py.jinja", testing)
    yield FilePlan("testing/_operations.json", "data.json.jinja", testing.routes)
    for fake in (testing.own, *testing.resources):
        if fake is not testing.own:
            yield FilePlan(f"testing/{fake.path}.py", "testing_resource.py.jinja", fake)
        if fake.examples:
            yield FilePlan(f"testing/{fake.examples_path}.json", "data.json.jinja", fake.examples)


STATIC = {
    "resources/__init__.py": '"""The operations by resource, bound to a client."""\n',
    "py.typed": "",
}
"""Files that are the same in every package, besides the runtime."""
