"""The types of the generated package, by the place of an example."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
from typing import Annotated, Any, get_args

from pydantic import BaseModel, Field, create_model

from restamp.ir.operations import Status
from restamp.names.table import NameTable

from .places import Example

PACKAGE = "probed_client"
NO_PLACE = object()


class Types:
    """Finds the annotation that the client decodes an example with."""

    def __init__(self, names: NameTable) -> None:
        self._names = names
        self._models = importlib.import_module(f"{PACKAGE}.models")
        has_models = importlib.util.find_spec(f"{PACKAGE}._runtime.model") is not None
        self._model = (
            importlib.import_module(f"{PACKAGE}._runtime.model").Model if has_models else BaseModel
        )
        self._api = importlib.import_module(f"{PACKAGE}.client").API
        self._responses = importlib.import_module(f"{PACKAGE}._runtime.response")
        self._failures = importlib.import_module(f"{PACKAGE}._runtime.failures")

    def of(self, example: Example) -> Any:
        """The annotation; NO_PLACE where the client has none for it."""
        if example.operation is None:
            model = getattr(self._models, self._names.types[example.declaration], NO_PLACE)
            if example.value is None and isinstance(model, type) and not example.wire_name:
                # `nullable` beside an object or enum: its users see null, the class is no union.
                return NO_PLACE
            if getattr(model, "__value__", None) is bytes:
                return NO_PLACE
            return self._of_field(model, example) if example.wire_name else model
        module = importlib.import_module(
            f"{PACKAGE}.api.{self._names.groups[example.operation.id].attribute}"
        )
        function = getattr(module, self._names.functions[example.operation.id])
        if example.response is None:
            return self._sent(example, function, vars(module))
        if example.content is not example.response.contents[0]:
            return NO_PLACE
        parameters = inspect.signature(function).parameters
        request = function(**dict.fromkeys(parameters, "x"))
        others = [r.status for r in example.operation.responses]
        status = _status(example.response.status, others)
        if self._responses.is_success(request, status):
            annotation = self._responses.response_type(request, status)
        else:
            annotation = next(self._failures._error_types(self._api, request, status), None)
        return NO_PLACE if annotation in (None, bytes, self._responses.Undocumented) else annotation

    def _of_field(self, model: Any, example: Example) -> Any:
        """A model with that one field, for whatever the annotation says about encoding."""
        model.model_rebuild()
        info = model.model_fields[self._names.fields[example.declaration, example.wire_name]]
        annotation = info.annotation
        for extra in info.metadata:
            annotation = Annotated[annotation, extra]
        return create_model(
            "One", __base__=self._model, one=(annotation, Field(alias=example.wire_name))
        )

    def _sent(self, example: Example, function: Any, namespace: dict[str, Any]) -> Any:
        operation = example.operation
        assert operation is not None and operation.body is not None
        if example.content is not operation.body.contents[0]:
            return NO_PLACE
        name = self._names.parameters[operation.id, "body", ""]
        annotation = eval(inspect.signature(function).parameters[name].annotation, namespace)
        return NO_PLACE if bytes in (annotation, *get_args(annotation)) else annotation


def _status(status: Status, documented: list[Status]) -> int:
    """A status within a range, which only the range names."""
    if status.is_exact:
        return status.low
    if not status.is_default:
        return status.high
    named = [other for other in documented if not other.is_default]
    unnamed = (
        code for code in (299, 599, 499, 399) if not any(o.low <= code <= o.high for o in named)
    )
    if any(other.is_success for other in named):
        unnamed = (code for code in unnamed if code != 299)
    return next(unnamed, 699)
