"""Restamp stamps typed Python clients out of OpenAPI documents, and re-stamps them when the document changes."""

__version__ = "0.1.0"
