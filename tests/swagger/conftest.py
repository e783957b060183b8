"""The fixtures of the tests of small documents."""

from ..documents.conftest import client as client
from ..documents.conftest import generated as generated
from ..documents.conftest import package as package
