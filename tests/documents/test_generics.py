"""Generic types by `$dynamicRef`: each use binds its own, and nothing is bound wrongly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from .conftest import codes

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
COMMON = """
    User: {type: object, required: [id], properties: {id: {type: string}, name: {type: string}}}
    Group: {type: object, required: [id], properties: {id: {type: string}, label: {type: string}}}
"""


def document(schemas: str, **uses: str) -> str:
    """A document whose operations are answered with the schemas `uses`."""
    paths = "".join(
        f"  /{name}: {{get: {{operationId: {name}, tags: [t], responses: {{'200': {{description: ok, "
        f"content: {{application/json: {{schema: {schema}}}}}}}}}}}}}\n"
        for name, schema in uses.items()
    )
    return f"{HEAD}paths:\n{paths}components:\n  schemas:{COMMON}{schemas}"


def ref(name: str) -> str:
    return f"{{$ref: '#/components/schemas/{name}'}}"


def types(model: Any) -> dict[str, Any]:
    """The types of a model's fields, without None."""
    model.model_rebuild()
    return {name: bare(field.annotation) for name, field in model.model_fields.items()}


def bare(annotation: Any) -> Any:
    """A type without None, and behind the names that stand for others."""
    while hasattr(annotation, "__value__"):
        annotation = annotation.__value__
    rest = [part for part in get_args(annotation) if part is not type(None)]
    if not rest:
        return annotation
    origin = getattr(annotation, "__origin__", None)
    return (
        list[bare(rest[0])] if origin is list else bare(rest[0]) if len(rest) == 1 else annotation
    )


PAGE = """
    Page:
      $id: generic_page
      type: object
      required: [items]
      properties:
        items: {type: array, items: {$dynamicRef: "#item"}}
        next: {$ref: "#/$defs/link"}
        inner: {$ref: "#/components/schemas/Group"}
        again: {$ref: "#"}
      $defs:
        any: {$dynamicAnchor: item}
        link: {type: object, properties: {href: {type: string}}}
    NumberPage:
      $id: number_page
      $ref: generic_page
      $defs: {only: {$dynamicAnchor: item, type: number}}
    UserPage:
      $id: user_page
      $ref: generic_page
      $defs: {only: {$dynamicAnchor: item, $ref: "#/components/schemas/User"}}
    BigUser:
      allOf: [{$ref: "#/components/schemas/User"}, {type: object, properties: {size: {type: integer}}}]
    BigUserPage:
      $id: big_user_page
      $ref: user_page
      $defs: {mine: {$dynamicAnchor: item, $ref: "#/components/schemas/BigUser"}}
"""


def test_each_use_binds_its_own(package: Callable[..., Any]) -> None:
    names = ("Page", "NumberPage", "UserPage", "BigUserPage")
    models = package(document(PAGE, **{name: ref(name) for name in names})).models
    items = {name: types(getattr(models, name))["items"] for name in names}
    assert items == {
        "Page": list[Any],
        "NumberPage": list[float],
        "UserPage": list[models.User],
        "BigUserPage": list[models.BigUser],
    }
    for name in names[1:]:
        model = getattr(models, name)
        assert types(model)["again"] is model
        assert types(model)["inner"] is models.Group
        assert "href" in types(types(model)["next"])


def test_bound_at_the_use_without_ids(package: Callable[..., Any]) -> None:
    schemas = """
    Page:
      type: object
      properties:
        data: {type: array, items: {$dynamicRef: "#T"}}
        info: {$ref: "#/components/schemas/Info"}
      $defs: {T: {$dynamicAnchor: T, not: {}}}
    Info: {type: object, properties: {first: {$dynamicRef: "#T"}, total: {type: integer}}}
"""

    def use(name: str) -> str:
        bound = f"{{$dynamicAnchor: T, $ref: '#/components/schemas/{name}'}}"
        return f"{{$ref: '#/components/schemas/Page', $defs: {{T: {bound}}}}}"

    module = package(document(schemas, users=use("User"), groups=use("Group")))
    assert types(module.models.UsersResponse)["data"] == list[module.models.User]
    assert types(module.models.GroupsResponse)["data"] == list[module.models.Group]
    info = types(module.models.UsersResponse)["info"]
    assert types(info)["first"] is module.models.User


def test_generics_of_generics(package: Callable[..., Any]) -> None:
    schemas = """
    Envelope:
      $id: envelope
      type: object
      properties: {data: {$dynamicRef: "#data"}}
      $defs: {any: {$dynamicAnchor: data}}
    List:
      $id: list
      type: array
      items: {$dynamicRef: "#item"}
      $defs: {any: {$dynamicAnchor: item}}
    UserList:
      $id: user_list
      $ref: list
      $defs: {it: {$dynamicAnchor: item, $ref: "#/components/schemas/User"}}
    UserListEnvelope:
      $id: user_list_envelope
      $ref: envelope
      $defs: {it: {$dynamicAnchor: data, $ref: user_list}}
    Both:
      $id: both
      $ref: envelope
      $defs:
        it: {$dynamicAnchor: data, $ref: list}
        of: {$dynamicAnchor: item, $ref: "#/components/schemas/Group"}
"""
    names = ("UserListEnvelope", "Both")
    models = package(document(schemas, **{name: ref(name) for name in names})).models
    assert types(models.UserListEnvelope)["data"] == list[models.User]
    assert types(models.Both)["data"] == list[models.Group]


def test_recursive_trees(package: Callable[..., Any]) -> None:
    schemas = """
    Tree:
      $id: tree
      $dynamicAnchor: node
      type: object
      properties:
        data: {type: string}
        children: {type: array, items: {$dynamicRef: "#node"}}
    ColoredTree:
      $id: colored
      $dynamicAnchor: node
      $ref: tree
      properties: {color: {type: string}}
    NamedTree:
      $id: named
      $dynamicAnchor: node
      allOf: [{$ref: tree}, {type: object, properties: {name: {type: string}}}]
"""
    names = ("Tree", "ColoredTree", "NamedTree")
    models = package(document(schemas, **{name: ref(name) for name in names})).models
    for name in names:
        model = getattr(models, name)
        assert types(model)["children"] == list[model], name
    assert {"data", "children", "color"} <= types(models.ColoredTree).keys()
    assert {"data", "children", "name"} <= types(models.NamedTree).keys()


def test_across_files(package: Callable[..., Any]) -> None:
    spec = document(
        """
    UserPage:
      $ref: shared/page.yaml
      $defs: {it: {$dynamicAnchor: item, $ref: "#/components/schemas/User"}}
    GroupPage:
      $id: https://example.com/group_page
      $ref: shared/page.yaml
      $defs: {it: {$dynamicAnchor: item, $ref: "#/components/schemas/Group"}}
""",
        users=ref("UserPage"),
        groups=ref("GroupPage"),
    )
    page = """
$id: https://example.com/page
type: object
properties:
  items: {type: array, items: {$dynamicRef: "#item"}}
  meta: {$ref: meta.yaml#/Meta}
$defs: {any: {$dynamicAnchor: item}}
"""
    meta = (
        "Meta: {type: object, properties: {total: {type: integer}, best: {$dynamicRef: '#item'}}}"
    )
    files = {"spec.yaml": spec, "shared/page.yaml": page, "shared/meta.yaml": meta}
    models = package(files).models
    assert types(models.UserPage)["items"] == list[models.User]
    assert types(models.GroupPage)["items"] == list[models.Group]
    assert types(types(models.UserPage)["meta"])["best"] is models.User
    assert types(types(models.GroupPage)["meta"])["best"] is models.Group


def test_ambiguous_is_any_with_a_warning(generated: Callable[..., Any]) -> None:
    schemas = """
    Page: {type: object, properties: {items: {type: array, items: {$dynamicRef: "#item"}}}}
    A: {$ref: "#/components/schemas/Page", $defs: {a: {$dynamicAnchor: item, type: string}}}
    B: {$ref: "#/components/schemas/Page", $defs: {b: {$dynamicAnchor: item, type: number}}}
    C:
      $ref: "#/components/schemas/Page"
      $defs: {c: {$dynamicAnchor: item, type: string}, d: {$dynamicAnchor: item, type: number}}
"""
    result = generated(document(schemas, **{name: ref(name) for name in ("Page", "A", "B", "C")}))
    assert "items: list[Any]" in result.files["models/page.py"]
    assert "items: list[str]" in result.files["models/a.py"]
    assert "items: list[float]" in result.files["models/b.py"]
    assert 'TypeAliasType("C", Page)' in result.files["models/c.py"]
    assert [code for code in codes(result) if code.startswith("warning")] == [
        "warning[dynamic-ref-ambiguous] #/components/schemas/Page/properties/items/items/$dynamicRef",
    ]


def test_the_letter_and_the_use_disagree(generated: Callable[..., Any]) -> None:
    """By the letter the one anchor of the file, which no `$id` divides, binds every use."""
    schemas = """
    Page:
      $id: page
      type: object
      properties: {items: {type: array, items: {$dynamicRef: "#item"}}}
      $defs: {default: {$dynamicAnchor: item, type: string}}
    A: {$ref: page, $defs: {a: {$dynamicAnchor: item, type: number}}}
"""
    result = generated(document(schemas, page=ref("Page"), a=ref("A")))
    assert "items: list[Any]" in result.files["models/page.py"]
    assert "items: list[float]" in result.files["models/a.py"]
    assert [code for code in codes(result) if code.startswith("warning")] == [
        "warning[dynamic-ref-ambiguous] "
        "#/components/schemas/Page/properties/items/items/$dynamicRef"
    ]


def test_without_an_anchor_nothing_is_invented(generated: Callable[..., Any]) -> None:
    schemas = """
    Page: {type: object, properties: {items: {type: array, items: {$dynamicRef: "#item"}}}}
    Named: {type: object, properties: {x: {$dynamicRef: "#plain"}}, $defs: {p: {$anchor: plain, type: integer}}}
"""
    result = generated(document(schemas, page=ref("Page"), named=ref("Named")))
    assert "items: list[Any]" in result.files["models/page.py"]
    assert "x: int | None" in result.files["models/named.py"]
    (code,) = [code for code in codes(result) if code.startswith("warning")]
    assert code.startswith("warning[ref-unresolved]")
