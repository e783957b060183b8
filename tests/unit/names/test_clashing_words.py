"""Names that clash take words of the document before a number."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.pipeline import analyze

HEAD = 'openapi: 3.0.3\ninfo: {title: T, version: "1"}\n'


def names_of(text: str, folder: Path) -> dict[str, str]:
    """The names in the lock of a document's client, without those of dicts and fields."""
    spec = folder / "spec.yaml"
    spec.write_text(HEAD + dedent(text), "utf-8")
    analysis = analyze(
        ClientConfig("client", spec, "spec.yaml", (), folder / "client", folder), Diagnostics()
    )
    assert analysis is not None
    return {key: name for key, name in analysis.names().items() if "?" not in key}


def operations(*listed: tuple[str, str, str, str]) -> str:
    """The paths of operations, each a method, a path, a tag and an operationId."""
    paths: dict[str, list[str]] = {}
    for method, path, tag, id_ in listed:
        operation = f"{method}: {{operationId: {id_}, tags: [{tag}], responses: {{'200': {{description: ok}}}}}}"
        paths.setdefault(path, []).append(operation)
    return "paths:\n" + "".join(
        f"  {path!r}: {{{', '.join(operations_)}}}\n" for path, operations_ in paths.items()
    )


@pytest.mark.parametrize(
    ("tag", "ids", "expected"),
    [
        (
            "search",
            ("search", "search-1", "search-2", "search-3"),
            ("search", "post_search", "search_by_index", "post_search_by_index"),
        ),
        ("counts", ("count", "count_1", "count_2", "count_3"),
         ("count", "post_count", "count_by_index", "post_count_by_index")),
        ("find", ("find", "find.1", "find.2", "find.3"),
         ("find", "post_find", "find_by_index", "post_find_by_index")),
        ("sha", ("sha-1", "sha-2", "sha-3", "sha-4"), ("sha_1", "sha_2", "sha_3", "sha_4")),
        ("runs", ("runs/1", "runs/go", "runs-on", "runs"), ("runs_1", "go", "on", "runs")),
    ],
)  # fmt: skip
def test_operation_ids_with_numbers(
    tag: str, ids: tuple[str, ...], expected: tuple[str, ...], tmp_path: Path
) -> None:
    paths = f"/_{ids[0]}", f"/{{index}}/_{ids[0]}"
    keys = [(method, path) for path in paths for method in ("get", "post")]
    text = operations(*((*key, tag, id_) for key, id_ in zip(keys, ids, strict=True)))
    names = names_of(text, tmp_path)
    listed = [names[f"{method.upper()} {path}"] for method, path in keys]
    assert [name.partition(":")[0].partition(".")[2] for name in listed] == list(expected)


def test_a_reserved_name_gets_an_underscore(tmp_path: Path) -> None:
    names = names_of(operations(("get", "/a", "x", "open"), ("put", "/b", "x", "type")), tmp_path)
    assert (names["GET /a"], names["PUT /b"]) == ("x.open:open_", "x.type:type_")


BODIES = """
paths:
  /issues:
    post:
      tags: [issues]
      operationId: create
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses: {"200": {description: ok}}
  /labels:
    post:
      tags: [labels]
      operationId: create
      requestBody: {content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}
      responses: {"200": {description: ok}}
  /boards:
    get:
      tags: [boards]
      operationId: list
      parameters: [{name: state, in: query, schema: {type: string, enum: [open, closed]}}]
      responses: {"200": {description: ok, content: {application/json: {schema: {type: object, properties: {c: {type: string}}}}}}}
  /cards:
    get:
      tags: [cards]
      operationId: list
      parameters: [{name: state, in: query, schema: {type: string, enum: [open, done]}}]
      responses: {"200": {description: ok, content: {application/json: {schema: {type: object, properties: {d: {type: string}}}}}}}
"""


def test_inline_types_take_their_resource(tmp_path: Path) -> None:
    types = {name for key, name in names_of(BODIES, tmp_path).items() if key.startswith("#")}
    assert types == {
        "IssueCreateBody", "LabelCreateBody", "BoardListState", "CardListState",
        "BoardListResponse", "CardListResponse",
    }  # fmt: skip


def schema_names(schemas: str, folder: Path) -> dict[str, str]:
    """The names of types by their pointers below the component schemas."""
    refs = "\n".join(
        f"  /p{number}:\n    get: {{responses: {{'200': {{description: ok, content: "
        f"{{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}}}}}"
        for number, name in enumerate(
            line.split(":")[0].strip('" ') for line in schemas.splitlines() if line
        )
    )
    text = f"paths:\n{refs}\ncomponents:\n  schemas:\n" + "\n".join(
        f"    {line}" for line in schemas.splitlines()
    )
    prefix = "#/components/schemas/"
    names = names_of(text, folder)
    return {k.removeprefix(prefix): name for k, name in names.items() if k.startswith(prefix)}


@pytest.mark.parametrize(
    ("schemas", "pointer", "expected"),
    [
        (
            "message_status: {type: object, properties: {status: {type: string, enum: [sent, read]}}}",
            "message_status/properties/status",
            "MessageStatusValue",
        ),
        (
            "OrderType: {type: object, properties: {type: {type: string, enum: [a, b]}}}",
            "OrderType/properties/type",
            "OrderTypeValue",
        ),
        (
            "page: {type: object, properties: {page: {type: object, properties: {n: {type: integer}}}}}",
            "page/properties/page",
            "PageValue",
        ),
        (
            "assets: {type: array, items: {type: object, properties: {id: {type: string}}}}\n"
            "asset: {type: object, properties: {name: {type: string}}}",
            "assets/items",
            "AssetsItem",
        ),
        (
            "Category: {type: object, properties: {name: {type: string}}}\n"
            "Categories: {type: array, items: {type: object, properties: {id: {type: string}}}}",
            "Categories/items",
            "CategoriesItem",
        ),
        (
            "UserRoles: {type: array, items: {type: string, enum: [a, b]}}\n"
            "UserRole: {type: object, properties: {name: {type: string}}}",
            "UserRoles/items",
            "UserRolesItem",
        ),
        (
            "job_status: {type: string, enum: [a, c]}\n"
            "job: {type: object, properties: {status: {type: string, enum: [b, c]}}}",
            "job/properties/status",
            "JobStatusValue",
        ),
        (
            "job_owner: {type: string}\n"
            "job: {type: object, properties: {owner: {type: object, properties: {a: {type: string}}}}}",
            "job/properties/owner",
            "JobOwnerValue",
        ),
    ],
)
def test_inner_types_like_outer_ones(
    schemas: str, pointer: str, expected: str, tmp_path: Path
) -> None:
    assert schema_names(schemas, tmp_path)[pointer] == expected


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("403", "Error403"),
        ("500", "Error500"),
        ("201", "Response201"),
        ("7", "Model7"),
        ("CANNOT_CANCEL_PAID_INVOICE", "CannotCancelPaidInvoice"),
        ("NOT-FOUND", "NotFound"),
        ("API_KEY", "ApiKey"),
        ("URL", "URL"),
        ("HTTPError", "HTTPError"),
        ("Über_Größe", "ÜberGröße"),
        ("ÜNÏ", "ÜNÏ"),
        ("ÉTAT_CIVIL", "ÉtatCivil"),
    ],
)
def test_components(schema: str, name: str, tmp_path: Path) -> None:
    schemas = f'"{schema}": {{type: object, properties: {{a: {{type: string}}}}}}'
    assert schema_names(schemas, tmp_path) == {schema: name}


def test_names_with_namespaces_take_them(tmp_path: Path) -> None:
    names = schema_names(
        "log: {type: object, properties: {"
        "key.created: {type: object, properties: {data: {type: object, properties: {a: {type: string}}}}}, "
        "user.created: {type: object, properties: {data: {type: object, properties: {b: {type: string}}}}}}}",
        tmp_path,
    )
    assert set(names.values()) == {
        "Log", "LogKeyCreated", "LogUserCreated", "KeyCreatedData", "UserCreatedData",
    }  # fmt: skip


USER = "{title: User, type: object, properties: {type: {type: string, enum: [bot, person]}}}"


def test_properties_with_one_title_take_their_own_names(tmp_path: Path) -> None:
    names = schema_names(
        f"issue: {{type: object, properties: {{author: {USER}, closed_by: {USER}, "
        f"assignees: {{type: array, items: {USER}}}, assignee: {USER}}}}}",
        tmp_path,
    )
    assert {n for k, n in names.items() if not k.endswith("type")} == {
        "Issue", "IssueAuthor", "IssueClosedBy", "IssueAssignee", "IssueAssigneesItem",
    }  # fmt: skip
    assert {n for k, n in names.items() if k.endswith("type")} == {
        "AuthorType", "ClosedByType", "AssigneeType", "AssigneesItemType",
    }  # fmt: skip


def test_long_names_before_numbers(tmp_path: Path) -> None:
    """What only the words between part is parted by them, though the name is longer than others."""
    repo = "{type: object, properties: {merge_commit_message: {type: string, enum: [a, b]}}}"
    sides = f"{{type: object, properties: {{base: {{type: object, properties: {{repository: {repo}}}}}, "
    sides += f"head: {{type: object, properties: {{repository: {repo}}}}}}}}}"
    names = schema_names(
        "".join(
            f"webhook-pull-request-review-thread-{word}: {{type: object, properties: {{pull_request: {sides}}}}}\n"
            for word in ("resolved", "unresolved")
        ),
        tmp_path,
    )
    last = {name for key, name in names.items() if key.endswith("merge_commit_message")}
    assert last == {
        f"WebhookPullRequestReviewThread{word}{side}RepositoryMergeCommitMessage"
        for word in ("Resolved", "Unresolved")
        for side in ("Base", "Head")
    }


MEDIA_TYPES = """
paths:
  /report:
    get:
      tags: [reports]
      operationId: readReport
      responses:
        "200":
          description: ok
          content:
            application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}
            application/vnd.report.v2+json: {schema: {type: object, required: [b], properties: {b: {type: string}}}}
            application/vnd.report.v2+json;charset=utf-8: {schema: {type: object, required: [c], properties: {c: {type: string}}}}
"""


def test_contents_take_their_media_type(tmp_path: Path) -> None:
    types = {name for key, name in names_of(MEDIA_TYPES, tmp_path).items() if key.startswith("#")}
    assert len(types) == 3 and "ReadReportJsonResponse" in types
    assert "ReadReportVndReportV2JsonResponse" in types


def test_a_shared_parameter_beside_a_schema(tmp_path: Path) -> None:
    text = """
    paths:
      /a:
        get:
          tags: [as]
          operationId: listAs
          parameters: [{$ref: '#/components/parameters/status'}]
          responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/status'}}}}}
    components:
      parameters: {status: {name: status, in: query, schema: {type: string, enum: [open, closed]}}}
      schemas: {status: {type: object, properties: {a: {type: string}}}}
    """
    types = {name for key, name in names_of(text, tmp_path).items() if key.startswith("#")}
    assert types == {"Status", "StatusParameter"}


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (("required: [a]", "required: [a, b]"), {"PartPlain", "PartWithB"}),
        (
            ("required: [a, c]", "required: [a]", "required: [a, b]"),
            {"PartPlain", "PartWithB", "PartWithC"},
        ),
    ],
)
def test_parts_of_unions(members: tuple[str, ...], expected: set[str], tmp_path: Path) -> None:
    properties = {
        member: "".join(f"{name}: {{type: string}}, " for name in "abc" if name in member)
        for member in members
    }
    listed = ", ".join(
        f"{{type: object, properties: {{{p}}}, x-a: b}}" for p in properties.values()
    )
    names = schema_names(f"part: {{oneOf: [{listed}]}}", tmp_path)
    assert {name for key, name in names.items() if key != "part"} == expected


def test_parts_of_unions_that_differ_in_types(tmp_path: Path) -> None:
    labels = "{type: object, properties: {labels: {type: array, items: {type: %s}}}}"
    members = ", ".join(labels % type_ for type_ in ("string", "integer", "object"))
    names = schema_names(f"tags: {{oneOf: [{members}]}}", tmp_path)
    assert {name for key, name in names.items() if key != "tags"} == {
        "TagsWithStringLabels", "TagsWithIntegerLabels", "TagsWithObjectLabels",
    }  # fmt: skip


def test_words_of_a_parent_are_not_repeated(tmp_path: Path) -> None:
    """Those of several words; what is in two parents at once takes the whole path then."""
    side = "{type: object, properties: {kind: {type: string, enum: [a, b]}}}"
    pull = f"{{type: object, properties: {{head: {side}, base: {side}}}}}"
    schemas = "\n".join(
        f"pull-request-{event}: {{type: object, properties: {{pull_request: {pull}, base: {side}}}}}"
        for event in ("opened", "closed")
    )
    names = schema_names(schemas, tmp_path)
    for event, word in (("opened", "Opened"), ("closed", "Closed")):
        at = f"pull-request-{event}/properties/pull_request"
        assert names[f"{at}/properties/head"] == f"PullRequest{word}Head"
        assert names[f"{at}/properties/head/properties/kind"] == f"PullRequest{word}HeadKind"
    assert len({*names.values()}) == len(names)
    assert not any(name[-1].isdigit() for name in names.values())


def test_a_single_word_may_be_repeated(tmp_path: Path) -> None:
    """`folder` in a folder is another folder."""
    kind = "{type: object, properties: {kind: {type: string, enum: [a, b]}}}"
    inner = f"{{type: object, properties: {{folder: {kind}}}}}"
    schemas = "\n".join(
        f"folder_{word}: {{type: object, properties: {{item: {inner}}}}}" for word in ("a", "b")
    )
    names = schema_names(schemas, tmp_path)
    kinds = {key: name for key, name in names.items() if key.endswith("/kind")}
    assert sorted(kinds.values()) == ["FolderAFolderKind", "FolderBFolderKind"]
