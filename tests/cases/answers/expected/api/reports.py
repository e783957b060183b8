"""Operations of reports."""

from __future__ import annotations

from .. import models
from .._runtime.model import UnknownVariant
from .._runtime.request import Request


def get_report(
    id: str,
) -> Request[
    models.GetReportResponse | models.GetReportResponse2 | models.Thing | UnknownVariant
]:
    """GET /reports/{id}

    Returns:
        The report, in the form that was asked for.
        Header Last-Modified (datetime)
        Header X-Parts (list[str])
        Header X-Rate-Limit-Left (int): Calls until the next hour.
        Other representations, as they arrive: `.accepting("text/csv")`
    """
    return Request(
        "GET",
        "/reports/{id}",
        models.GetReportResponse
        | models.GetReportResponse2
        | models.Thing
        | UnknownVariant,
        path={"id": id},
        accept="application/json, application/vnd.report.v2+json, text/json",
        other_media_types=("text/csv",),
    )
