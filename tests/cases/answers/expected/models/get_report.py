from __future__ import annotations

from .._runtime.model import Model


class GetReportResponse(Model):
    total: int


class GetReportResponse2(Model):
    totals: list[int]
