"""The typed model of OpenAPI 3.1 by openapi-pydantic, without the other models of that package.

Its `__init__` modules also import and build the models of OpenAPI 3.0, and build parts of this one again, which takes a
fifth of the time of a small document.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openapi_pydantic.v3.v3_1 import OpenAPI

_PACKAGE = "openapi_pydantic"
_PARENTS = (_PACKAGE, f"{_PACKAGE}.v3", f"{_PACKAGE}.v3.v3_1")


def import_model() -> type[OpenAPI]:
    """Import the model of OpenAPI 3.1; what else imports openapi-pydantic gets all of it."""
    if _PACKAGE not in sys.modules:
        try:
            return _import_alone()
        except (ImportError, AttributeError, NameError):
            pass  # This version has other modules, or other references between them.
    from openapi_pydantic.v3.v3_1 import OpenAPI

    return OpenAPI


def _import_alone() -> type[OpenAPI]:
    """Import the model from packages whose `__init__` modules are not executed."""
    try:
        for name in _PARENTS:
            if spec := find_spec(name):
                sys.modules[name] = module_from_spec(spec)
        from openapi_pydantic.v3.v3_1.encoding import Encoding
        from openapi_pydantic.v3.v3_1.header import Header
        from openapi_pydantic.v3.v3_1.open_api import OpenAPI
        from openapi_pydantic.v3.v3_1.path_item import PathItem

        # What its modules import for type checkers only.
        types = {"Header": Header, "PathItem": PathItem}
        Encoding.model_rebuild(_types_namespace=types)
        OpenAPI.model_rebuild(_types_namespace=types)
        return OpenAPI
    finally:
        # The incomplete packages, and the modules that are attributes of these only.
        for name in [name for name in list(sys.modules) if name.partition(".")[0] == _PACKAGE]:
            del sys.modules[name]
