from __future__ import annotations

from .._runtime.model import OpenStr


class SearchRelation(OpenStr):
    ALL = "all"
    ROOT = "root"
    CHILD = "child"


class SearchStatusMode(OpenStr):
    INCLUDE = "include"
    EXCLUDE = "exclude"
