from __future__ import annotations

from .paging_info import PagingInfo
from .playbook_execution import PlaybookExecution


class PlaybookExecutionPage(PagingInfo):
    results: list[PlaybookExecution] | None = None
    """The executions of this page."""
