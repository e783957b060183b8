"""The shop that the pages call: a vendor's API, played on loopback."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

SHOWN = "https://api.acme.example"
"""The address in the pages and in the document."""
DOCUMENT = Path(__file__).parent / "projects/acme/specs/acme.yaml"
NEXT = Path(__file__).parent / "projects/acme-1.1.yaml"
STATES = ("pending", "packed", "shipped")
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(2040)


def _product(name: str, price: int, color: str = "red", **more: Any) -> dict[str, Any]:
    return {"id": name.lower(), "name": name, "price": price, "color": color, **more}


class Shop:
    """A shop with seven products. Each look at an order finds it one state further."""

    def __init__(self) -> None:
        products = [
            _product("Lamp", 4500),
            _product("Chair", 9900, "green"),
            _product("Table", 24900, "blue"),
            _product("Shelf", 7900),
            _product("Clock", 3900, "blue"),
            _product("Vase", None, "amber"),  # type: ignore[arg-type]
            _product("Rug", 12900, "green"),
        ]
        self.products = {product["id"]: product for product in products}
        self.orders: dict[str, dict[str, Any]] = {}
        self.photos = {"lamp": PICTURE}
        self.busy = 0
        """How many requests for the table still get 429."""
        self._numbers = count(1)

    def app(self) -> Starlette:
        """The application."""
        routes = [
            Route("/openapi.yaml", self.document),
            Route("/latest.yaml", self.next_document),
            Route("/v1/token", self.token, methods=["POST"]),
            Route("/v1/products", self.list_products),
            Route("/v1/products", self.create_product, methods=["POST"]),
            Route("/v1/products/export", self.export),
            Route("/v1/products/{id}", self.get_product),
            Route("/v1/products/{id}/photo", self.get_photo),
            Route("/v1/products/{id}/photo", self.set_photo, methods=["PUT"]),
            Route("/v1/orders", self.create_order, methods=["POST"]),
            Route("/v1/orders/{id}", self.get_order),
            Route("/v1/orders/{id}/cancel", self.cancel_order, methods=["POST"]),
            Route("/v1/events", self.events),
        ]
        return Starlette(routes=routes)

    async def document(self, request: Request) -> Response:
        """The OpenAPI document, with the address that was asked."""
        text = DOCUMENT.read_text("utf-8").replace(SHOWN, str(request.base_url).rstrip("/"))
        return Response(text, media_type="application/yaml")

    async def next_document(self, request: Request) -> Response:
        """The next version of the document."""
        text = NEXT.read_text("utf-8")
        text = text.replace(SHOWN, str(request.base_url).rstrip("/"))
        return Response(text, media_type="application/yaml")

    async def token(self, request: Request) -> Response:
        """A token of OAuth 2."""
        return JSONResponse({"access_token": "token-1", "token_type": "bearer", "expires_in": 60})

    async def list_products(self, request: Request) -> Response:
        """A page of products."""
        if "Authorization" not in request.headers:
            return problem(401, "unauthorized", "send an API key")
        color = request.query_params.get("color")
        products = [p for p in self.products.values() if p["price"] and color in (None, p["color"])]
        start = int(request.query_params.get("cursor", "0"))
        end = start + int(request.query_params.get("limit", "3"))
        following = str(end) if end < len(products) else None
        return JSONResponse({"items": products[start:end], "next_cursor": following})

    async def create_product(self, request: Request) -> Response:
        """A new product."""
        body = await request.json()
        if body["price"] < 0:
            return problem(422, "price", "a price is not negative")
        product = {"id": body["name"].lower(), "color": "red", **body}
        self.products[product["id"]] = product
        return JSONResponse(product, 201)

    async def export(self, request: Request) -> Response:
        """All products as JSON lines."""
        lines = "".join(json.dumps(p) + "\n" for p in self.products.values() if p["price"])
        return Response(lines, media_type="application/jsonl")

    async def get_product(self, request: Request) -> Response:
        """A product."""
        name = request.path_params["id"]
        if name == "table" and self.busy < 1:
            self.busy += 1
            return problem(429, "busy", "try again", {"Retry-After": "0"})
        if name not in self.products:
            return problem(404, "not-found", f"there is no {name}", {"X-Request-Id": "req-7"})
        return JSONResponse(self.products[name])

    async def get_photo(self, request: Request) -> Response:
        """The photo of a product."""
        if photo := self.photos.get(request.path_params["id"]):
            return Response(photo, media_type="image/png")
        return problem(404, "not-found", "there is no photo")

    async def set_photo(self, request: Request) -> Response:
        """A new photo of a product."""
        form = await request.form()
        photo: Any = form["photo"]
        name = request.path_params["id"]
        self.photos[name] = await photo.read()
        caption = {"caption": form["caption"]} if "caption" in form else {}
        return JSONResponse({"product_id": name, "size": len(self.photos[name]), **caption})

    async def create_order(self, request: Request) -> Response:
        """A new order."""
        body = await request.json()
        order = {"id": f"o-{next(self._numbers)}", "quantity": 1, **body, "status": "pending"}
        self.orders[order["id"]] = order
        return JSONResponse(order, 202)

    async def get_order(self, request: Request) -> Response:
        """An order, one state further each time."""
        order = self.orders.get(request.path_params["id"])
        if order is None:
            return problem(404, "not-found", "there is no such order")
        shown = dict(order)
        if order["status"] in STATES[:-1]:
            order["status"] = STATES[STATES.index(order["status"]) + 1]
        return JSONResponse(shown)

    async def cancel_order(self, request: Request) -> Response:
        """A cancelled order."""
        order = self.orders[request.path_params["id"]]
        if order["status"] == "shipped":
            return problem(409, "shipped", "the order is on its way")
        order["status"] = "cancelled"
        return JSONResponse(order)

    async def events(self, request: Request) -> Response:
        """Three events, or those after the last one that the client has."""
        last = int(request.headers.get("Last-Event-Id", "0"))

        async def lines() -> AsyncIterator[str]:
            for number, product in enumerate([*self.products][:3], 1):
                if number > last:
                    data = {"kind": "viewed", "product_id": product}
                    yield f"id: {number}\ndata: {json.dumps(data)}\n\n"

        return StreamingResponse(lines(), media_type="text/event-stream")


def problem(
    status: int, code: str, message: str, headers: dict[str, str] | None = None
) -> Response:
    """An error response."""
    return JSONResponse({"code": code, "message": message}, status, headers)
