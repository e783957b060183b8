"""Operations of things."""

from __future__ import annotations

from .._runtime.request import Request


def aspnet(
    thing_id: int,
    path: str,
) -> Request[None]:
    """GET /things/{thing_id}/files/{path}"""
    return Request(
        "GET",
        "/things/{thing_id}/files/{path}",
        None,
        path={"thing_id": thing_id, "path": path},
    )


def express(
    thing_id: str,
    part: str,
) -> Request[None]:
    """GET /things/{thing_id}/parts/{part}"""
    return Request(
        "GET",
        "/things/{thing_id}/parts/{part}",
        None,
        path={"thing_id": thing_id, "part": part},
    )


def flask(
    thing_id: int,
    part: str,
) -> Request[None]:
    """GET /things/{thing_id}/{part}"""
    return Request(
        "GET",
        "/things/{thing_id}/{part}",
        None,
        path={"thing_id": thing_id, "part": part},
    )


def odd(
    a_b: str,
    c: str,
) -> Request[None]:
    """A name may have a colon, too.

    GET /odd/{a:b}/{c}
    """
    return Request(
        "GET",
        "/odd/{a:b}/{c}",
        None,
        path={"a:b": a_b, "c": c},
    )


def text(
    thing_id: int,
) -> Request[None]:
    """What no parameter is declared for is text.

    POST /things/{thing_id}:cancel/:now/<b>
    """
    return Request(
        "POST",
        "/things/{thing_id}:cancel/:now/<b>",
        None,
        path={"thing_id": thing_id},
    )
