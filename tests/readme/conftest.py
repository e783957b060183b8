"""The README is a page as those of the site are."""

from ..docs.conftest import generated, start, street

__all__ = ["generated", "start", "street"]
