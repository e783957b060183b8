"""The README is a page as those of the site are."""

from ..docs.conftest import generated, start, street, type_cache

__all__ = ["generated", "start", "street", "type_cache"]
