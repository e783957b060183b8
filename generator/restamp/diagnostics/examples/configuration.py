"""The configuration and the command line."""

from collections.abc import Mapping

from restamp.diagnostics.examples.example import Example, changed, files
from restamp.diagnostics.examples.reading import PETS

CLIENT = '[clients.pets]\nspec = "spec.yaml"\noutput = "client"\n'
GENERATE = "restamp generate"


def configuration(text: str, command: str = GENERATE, **others: str) -> Example:
    """A configuration beside a valid document."""
    return files({"restamp.toml": text, "spec.yaml": PETS, **others}, command)


EXAMPLES: Mapping[str, Example] = {
    "config-missing": files({"pyproject.toml": '[project]\nname = "app"\n'}, GENERATE),
    "config-unreadable": Example(
        {"restamp.toml": CLIENT},
        GENERATE,
        needs="The user who runs the command has no permission to read `restamp.toml`.",
    ),
    "config-invalid": configuration('[clients.pets]\nspec = "spec.yaml\n'),
    "config-key": configuration(CLIENT + 'overlay = "names.yaml"\n'),
    "config-type": configuration(CLIENT + 'overlays = "names.yaml"\n'),
    "config-runtime": configuration('runtime = "runtime"\n' + CLIENT),
    "config-required": configuration('[clients.pets]\nspec = "spec.yaml"\n'),
    "config-url": configuration(
        '[clients.pets]\nspec = "https://api.example.com/openapi.yaml"\noutput = "client"\n'
    ),
    "config-no-clients": configuration("[clients]\n"),
    "config-client-unknown": configuration(CLIENT, "restamp generate cats"),
    "config-output": configuration('[clients.pets]\nspec = "spec.yaml"\noutput = "pets-client"\n'),
    "config-recording": configuration(CLIENT + "testing = false\nrecording = true\n"),
    "forget-unknown": changed(
        {"restamp.toml": CLIENT, "spec.yaml": PETS}, GENERATE, {}, "restamp generate --forget Cat"
    ),
    "include-nothing": configuration(CLIENT + 'include = { tags = ["cats"] }\n'),
    "severity-unknown": configuration(
        CLIENT + 'source = "new.yaml"\nseverities = { removed = "harmless" }\n',
        "restamp update --dry-run",
        **{"new.yaml": PETS.replace("The pets", "All pets")},
    ),
    "accept-unmatched": configuration(
        CLIENT + 'source = "new.yaml"\naccept = ["1577deb27a4d"]\n',
        "restamp update --dry-run",
        **{"new.yaml": PETS.replace("The pets", "All pets")},
    ),
    "templates-missing": configuration(CLIENT + 'templates = "templates"\n'),
    "template-unknown": configuration(
        CLIENT + 'templates = "templates"\n', **{"templates/readme.md.jinja": "# Pets\n"}
    ),
    "template-invalid": configuration(
        CLIENT + 'templates = "templates"\n', **{"templates/README.md.jinja": "# {{ title\n"}
    ),
    "template-output": configuration(
        CLIENT + 'templates = "templates"\n', **{"templates/errors.py.jinja": "class Error(\n"}
    ),
    "custom-invalid": configuration(CLIENT, **{"client/_custom.py": "class Client:\n    pass\n"}),
    "custom-missing": changed(
        {
            "restamp.toml": CLIENT,
            "spec.yaml": PETS,
            "client/_custom.py": "from .client import Client as Generated\n\n\nclass Client(Generated):\n    pass\n",
        },
        GENERATE,
        {"client/_custom.py": ""},
        GENERATE,
    ),
    "init-exists": configuration(CLIENT, "restamp init spec.yaml --name pets --yes"),
    "init-configuration": files(
        {"pyproject.toml": "tool = {black = {line-length = 100}}\n", "spec.yaml": PETS},
        "restamp init spec.yaml --yes",
    ),
    "init-unwritable": Example(
        {"spec.yaml": PETS},
        "restamp init spec.yaml --yes",
        needs="The user who runs the command has no permission to write in the working directory.",
    ),
    "bump-version": files(
        {"restamp.toml": f'{CLIENT}source = "spec.yaml"\n', "spec.yaml": PETS},
        "restamp update --bump",
    ),
    "bump-unwritable": Example(
        {
            "pyproject.toml": '[project]\nname = "shelter"\nversion = "1.0"\n',
            "restamp.toml": f'{CLIENT}source = "spec.yaml"\n',
            "spec.yaml": PETS,
        },
        "restamp update --bump",
        needs="The user who runs the command has no permission to write pyproject.toml.",
    ),
    "watch-missing": Example(
        {"restamp.toml": CLIENT, "spec.yaml": PETS},
        "restamp watch",
        needs="The package watchfiles is not installed.",
    ),
}
