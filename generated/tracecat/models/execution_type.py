from __future__ import annotations

from .._runtime.model import OpenStr


class ExecutionType(OpenStr):
    """Whether a draft or the published version of the workflow was run."""

    DRAFT = "draft"
    PUBLISHED = "published"
