"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

import blink
import tracecat
from blink import BadRequest as BadRequest  # wrong: it is an error
from blink.models import Query as Query  # wrong: it is RqlQuery
from tracecat import Workflows as Workflows  # wrong: no such name
from tracecat.models import Executions as Executions  # wrong: no such model

print(blink.models.PlaybookExecutions)  # wrong: no such model
print(blink.Nothing)  # wrong: no such name
print(tracecat.models.Workflow)  # wrong: no such model
print(tracecat.blink)  # wrong: another package
