"""`xml-service.json`: each body is read, and sent back as it was read."""

from __future__ import annotations

from typing import Any

from ..table import Drifts, Member, Of, Result, Table, call


def round_trip(get_key: str, put_key: str, path: str, gives: Any = ...) -> tuple[Any, ...]:
    """A GET, and a PUT of its result."""

    return (
        call(get_key, f"GET {path}", gives=gives),
        call(put_key, f"PUT {path}", Result(f"GET {path}"), gives=...),
    )


SLIDES: dict[str, Any] = {
    "title": "Sample Slide Show",
    "date": "Date of publication",
    "author": "Yours Truly",
    "slides": [
        Of("Slide", {"type": "all", "title": "Wake up to WonderWidgets!"}),
        Of(
            "Slide",
            {
                "type": "all",
                "title": "Overview",
                "items": ["Why WonderWidgets are great", "", "Who buys WonderWidgets"],
            },
        ),
    ],
}


def container(name: str, **properties: Any) -> dict[str, Any]:
    """A container as the server lists it."""
    modified = "Wed, 26 Oct 2016 20:39:39 GMT"
    return {"Name": name, "Properties": {"Last-Modified": modified, "Etag": ..., **properties}}


TABLES = [
    Table(
        "xml-service.json",
        (
            *round_trip("GetSimpleXML", "PutSimpleXML", "/xml/simple", Of("Slideshow", SLIDES)),
            *round_trip("GetWrappedXMLList", "PutWrappedXMLList", "/xml/wrapped-lists"),
            *round_trip("GetEmptyXMLList", "PutEmptyXMLList", "/xml/empty-list"),
            *round_trip(
                "GetEmptyWrappedXMLList", "PutEmptyWrappedXMLList", "/xml/empty-wrapped-lists"
            ),
            *round_trip("GetXMLListAtRoot", "PutXMLListAtRoot", "/xml/root-list"),
            *round_trip(
                "GetXMLListAtRootSingle", "PutXMLListAtRootSingle", "/xml/root-list-single-item"
            ),
            *round_trip("GetEmptyXMLListAtRoot", "PutEmptyXMLListAtRoot", "/xml/empty-root-list"),
            *round_trip("GetXMLEmptyNode", "PutXMLEmptyNode", "/xml/empty-child-element"),
            *round_trip(
                "GetRootWithRefAndNoMetaXML",
                "PutRootWithRefAndNoMetaXML",
                "/xml/complex-type-ref-no-meta",
            ),
            *round_trip(
                "GetRootWithRefAndMetaXML",
                "PutRootWithRefAndMetaXML",
                "/xml/complex-type-ref-with-meta",
            ),
            *round_trip("XmlGetBytes", "XmlPutBytes", "/xml/bytes"),
            *round_trip("XmlGetUrl", "XmlPutUrl", "/xml/url"),
            *round_trip(
                "StorageGetServicePropertiesXML",
                "StoragePutServicePropertiesXML",
                "/xml/?comp=properties&restype=service",
            ),
            *round_trip(
                "StorageGetContainerACLXML",
                "StoragePutContainerACLXML",
                "/xml/mycontainer?comp=acl&restype=container",
            ),
            # The document requires `Prefix`, and the server leaves it out.
            call(
                "StorageListContainersXML",
                "GET /xml/?comp=list",
                gives=Drifts(
                    {
                        "ServiceEndpoint": "https://myaccount.blob.core.windows.net/",
                        "MaxResults": 3,
                        "Containers": [
                            container("audio", PublicAccess=Member("container")),
                            container("images"),
                            container("textfiles"),
                        ],
                        "NextMarker": "video",
                    }
                ),
            ),
            call(
                "StorageListBlobsXML",
                "GET /xml/mycontainer?comp=list&restype=container",
                gives=Drifts(...),
            ),
            call("jsonInputInXMLSwagger", "PUT /xml/jsoninput", {"id": 42}),
            call(
                "jsonOutputInXMLSwagger", "GET /xml/jsonoutput", gives=Of("JSONOutput", {"id": 42})
            ),
            call("GetWithXMsText", "GET /xml/x-ms-text", gives=...),
        ),
    )
]
