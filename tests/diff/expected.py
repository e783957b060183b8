"""What `test_findings` expects: from the old document to the new, and back; `!` marks what is breaking, `~` what is for tests."""

from __future__ import annotations

EXPECTED: dict[str, tuple[list[str], list[str]]] = {
    "nothing": ([], []),
    "operation": (["operation-added client.pets.seek"], ["! operation-removed client.pets.seek"]),
    "operation-other-name-and-path": (
        ["! request-changed client.pets.find"],
        ["! request-changed client.pets.find"],
    ),
    "operation-other-id": ([], []),
    "operation-deprecated": (["deprecated client.pets.find"], ["deprecated client.pets.find"]),
    "path-parameter-called-otherwise": ([], []),
    "parameter": (
        ["argument-added client.pets.find(limit)"],
        ["! argument-removed client.pets.find(limit)"],
    ),
    "parameter-needed": (
        ["! argument-added client.pets.find(limit)"],
        ["! argument-removed client.pets.find(limit)"],
    ),
    "parameter-now-required": (
        ["! argument-required client.pets.find(limit)"],
        ["argument-optional client.pets.find(limit)"],
    ),
    "parameter-widened": (
        ["argument-type client.pets.find(limit)"],
        ["! argument-type client.pets.find(limit)"],
    ),
    "parameter-type": (
        ["! argument-type client.pets.find(limit)"],
        ["! argument-type client.pets.find(limit)"],
    ),
    "parameter-location": (
        ["argument-moved client.pets.find(limit)"],
        ["argument-moved client.pets.find(limit)"],
    ),
    "parameter-wire-name": (
        ["argument-moved client.pets.find(page_size)"],
        ["argument-moved client.pets.find(page_size)"],
    ),
    "parameter-default": (
        ["default-changed client.pets.find(limit)"],
        ["default-changed client.pets.find(limit)"],
    ),
    "parameter-limits": (
        ["limits-changed client.pets.find(limit)"],
        ["limits-changed client.pets.find(limit)"],
    ),
    "body": (
        ["! argument-added client.pets.find(body)"],
        ["! argument-removed client.pets.find(body)"],
    ),
    "body-optional": (
        ["argument-added client.pets.find(body)"],
        ["! argument-removed client.pets.find(body)"],
    ),
    "body-now-required": (
        ["! argument-required client.pets.find(body)"],
        ["argument-optional client.pets.find(body)"],
    ),
    "body-type": (
        ["argument-type client.pets.find(body)"],
        ["! argument-type client.pets.find(body)"],
    ),
    "media-type": (["media-type client.pets.find"], ["media-type client.pets.find"]),
    "media-types": (
        ["argument-added client.pets.find(content_type)", "media-type client.pets.find"],
        ["! argument-removed client.pets.find(content_type)", "media-type client.pets.find"],
    ),
    "answer": (["! return-type client.pets.find()"], ["! return-type client.pets.find()"]),
    "answer-widened": (["! return-type client.pets.find()"], ["~ return-type client.pets.find()"]),
    "answer-null": (["! return-type client.pets.find()"], ["~ return-type client.pets.find()"]),
    "answer-list": (["! return-type client.pets.find()"], ["! return-type client.pets.find()"]),
    "answer-any": (["! return-type client.pets.find()"], ["! return-type client.pets.find()"]),
    "answer-list-of-any": (
        ["! return-type client.pets.find()"],
        ["! return-type client.pets.find()"],
    ),
    "status": (["status-added client.pets.find"], ["status-removed client.pets.find"]),
    "status-of-nothing": (
        ["! return-type client.pets.find()"],
        ["~ return-type client.pets.find()"],
    ),
    "stream": (["! return-type client.pets.find()"], ["! return-type client.pets.find()"]),
    "model": (
        ["! return-type client.pets.find()", "model-added models.Pet"],
        ["! model-removed models.Pet", "! return-type client.pets.find()"],
    ),
    "model-to-enum": (["! kind-changed models.Pet"], ["! kind-changed models.Pet"]),
    "base": (["! base-removed models.Cat"], []),
    "field-answered": (["field-added models.Pet.name"], ["! field-removed models.Pet.name"]),
    "field-sent": (["field-added models.Pet.name"], ["! field-removed models.Pet.name"]),
    "field-needed-answered": (
        ["~ field-added models.Pet.name"],
        ["! field-removed models.Pet.name"],
    ),
    "field-needed-sent": (["! field-added models.Pet.name"], ["! field-removed models.Pet.name"]),
    "field-now-required-answered": (
        ["~ field-required models.Pet.name"],
        ["! field-optional models.Pet.name"],
    ),
    "field-now-required-sent": (
        ["! field-required models.Pet.name"],
        ["! field-widened models.Pet.name"],
    ),
    "field-now-required-both": (
        ["! field-required models.Pet.name"],
        ["! field-optional models.Pet.name"],
    ),
    "field-nullable-answered": (["! field-type models.Pet.name"], ["~ field-type models.Pet.name"]),
    "field-nullable-sent": (["! field-widened models.Pet.name"], ["! field-type models.Pet.name"]),
    "field-list-sent": (["! field-type models.Pet.names"], ["! field-type models.Pet.names"]),
    "field-wire-name": (
        ["field-moved models.Pet.first_name"],
        ["field-moved models.Pet.first_name"],
    ),
    "field-default": (["default-changed models.Pet.name"], ["default-changed models.Pet.name"]),
    "field-constant": (["field-type models.Pet.kind"], ["field-type models.Pet.kind"]),
    "field-date": (["! field-type models.Pet.at"], ["! field-type models.Pet.at"]),
    "enum-member": (["member-added models.Pet.C"], ["! member-removed models.Pet.C"]),
    "enum-member-value": (["member-value models.Pet.TWO"], ["member-value models.Pet.TWO"]),
    "enum-type": (["! enum-type models.Pet"], ["! enum-type models.Pet"]),
    "enum-too-long-for-literals": (
        ["! argument-type client.pets.find(kind)", "member-added models.Pet.I"],
        ["! member-removed models.Pet.I", "argument-type client.pets.find(kind)"],
    ),
    "alias": (["! type-changed models.Pet"], ["! type-changed models.Pet"]),
    "union": (
        ["! type-changed models.Either", "model-added models.Dog"],
        ["! model-removed models.Dog", "~ type-changed models.Either"],
    ),
    "error": (
        [
            "! error-type errors.NotFoundError.error",
            "model-added models.FindResponse404",
            "status-added client.pets.find",
        ],
        [
            "! error-type errors.NotFoundError.error",
            "! model-removed models.FindResponse404",
            "status-removed client.pets.find",
        ],
    ),
    "error-type": (
        ["! error-type errors.NotFoundError.error", "status-type client.pets.find"],
        ["! error-type errors.NotFoundError.error", "status-type client.pets.find"],
    ),
    "scheme": (
        ["argument-added Client(two)", "credentials Client"],
        ["! argument-removed Client(two)", "! credentials Client"],
    ),
    "credentials": (["! credentials Client"], ["credentials Client"]),
    "no-credentials": (["! credentials Client"], ["credentials Client"]),
    "credentials-of-one": (["credentials Client"], ["! credentials Client"]),
    "server": (["server-changed Client"], ["server-changed Client"]),
    "server-of-one": (["server-changed client.pets.find"], ["server-changed client.pets.find"]),
    "server-variable": (
        ["argument-added Client(at)", "server-changed Client"],
        ["! argument-removed Client(at)", "server-changed Client"],
    ),
    "pages": (
        ["method-added client.pets.find.items()"],
        ["! method-removed client.pets.find.items()"],
    ),
    "waiter": (
        ["method-added client.pets.find.wait()"],
        ["! method-removed client.pets.find.wait()"],
    ),
    "webhook": (
        ["webhook-added webhooks.parse_born()"],
        ["! webhook-removed webhooks.parse_born()"],
    ),
    "answer-tuple": (["! return-type client.pets.find()"], ["~ return-type client.pets.find()"]),
    "argument-map": (
        ["argument-type client.pets.find(body)"],
        ["! argument-type client.pets.find(body)"],
    ),
    "argument-date": (
        ["argument-type client.pets.find(at)"],
        ["! argument-type client.pets.find(at)"],
    ),
    "field-inherited": (["! field-type models.Pet.name"], ["! field-type models.Pet.name"]),
    "model-without-calls": (
        ["! field-required models.Pet.name"],
        ["! field-optional models.Pet.name"],
    ),
    "retries": (["retries-changed client.pets.find"], ["retries-changed client.pets.find"]),
    "page-size": (["pagination-changed client.pets.find"], ["pagination-changed client.pets.find"]),
    "waiter-ends-otherwise": (
        ["waiter-changed client.pets.find"],
        ["waiter-changed client.pets.find"],
    ),
    "parameter-deprecated": (
        ["deprecated client.pets.find(limit)"],
        ["deprecated client.pets.find(limit)"],
    ),
    "parameter-of-json": (
        ["argument-moved client.pets.find(limit)"],
        ["argument-moved client.pets.find(limit)"],
    ),
    "recursive": (["! type-changed models.Tree"], ["! type-changed models.Tree"]),
    "webhook-type": (
        ["! webhook-type webhooks.parse_born()"],
        ["! webhook-type webhooks.parse_born()"],
    ),
    "places-alike": (
        ["! argument-segment client.pets.find(a)", "! argument-segment client.pets.find(b)"],
        ["! argument-segment client.pets.find(a)", "! argument-segment client.pets.find(b)"],
    ),
    "places": (
        ["! argument-segment client.pets.find(a)", "! argument-segment client.pets.find(b)"],
        ["! argument-segment client.pets.find(a)", "! argument-segment client.pets.find(b)"],
    ),
    "extra": (
        ["! extra-type models.Pet.__pydantic_extra__"],
        ["! extra-type models.Pet.__pydantic_extra__"],
    ),
    "extra-of-anything": (
        ["! extra-type models.Pet.__pydantic_extra__"],
        ["! extra-type models.Pet.__pydantic_extra__"],
    ),
    "extra-sent": (
        ["! extra-type models.Pet.__pydantic_extra__"],
        ["! extra-type models.Pet.__pydantic_extra__"],
    ),
    "operation-named": (
        ["! operation-renamed client.pets.find"],
        ["! operation-renamed client.pets.look_up"],
    ),
    "alias-written-out": (
        ["return-type client.pets.find()", "type-unnamed models.Pets"],
        ["return-type client.pets.find()", "type-added models.Pets"],
    ),
    "alias-in-a-field-written-out": (
        ["field-type models.Box.a", "type-unnamed models.Either"],
        ["field-type models.Box.a", "type-added models.Either"],
    ),
    "alias-of-an-alias-written-out": (
        ["return-type client.pets.find()", "type-unnamed models.Box", "type-unnamed models.Pets"],
        ["return-type client.pets.find()", "type-added models.Box", "type-added models.Pets"],
    ),
    "alias-of-a-body-written-out": (
        ["argument-type client.pets.find(body)", "type-unnamed models.Pets"],
        ["argument-type client.pets.find(body)", "type-added models.Pets"],
    ),
    "alias-written-out-otherwise": (
        ["! return-type client.pets.find()", "! type-removed models.Pets"],
        ["! return-type client.pets.find()", "type-added models.Pets"],
    ),
    "alias-without-use": (["! type-removed models.Pets"], ["type-added models.Pets"]),
    "field-of-a-base": (
        ["! field-removed models.Pet.name"],
        ["! base-removed models.Fox", "field-added models.Pet.name"],
    ),
    "field-of-a-base-retyped": (
        ["! field-type models.Fox.id", "! field-type models.Pet.id"],
        ["! field-type models.Fox.id", "! field-type models.Pet.id"],
    ),
    "field-of-a-base-needed": (
        ["~ field-required models.Pet.name", "~ field-type models.Fox.name"],
        ["! field-optional models.Pet.name", "! field-type models.Fox.name"],
    ),
    "field-that-a-base-takes-the-name-of": (
        ["field-added models.Pet.access_token_2"],
        ["! base-removed models.Pet", "! field-removed models.Pet.access_token_2"],
    ),
    "extra-of-a-base": (
        [
            "! extra-type models.Fox.__pydantic_extra__",
            "! extra-type models.Pet.__pydantic_extra__",
        ],
        [
            "! extra-type models.Fox.__pydantic_extra__",
            "! extra-type models.Pet.__pydantic_extra__",
        ],
    ),
}
