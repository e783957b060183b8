"""Files, packages and locks."""

from collections.abc import Mapping

from restamp.diagnostics.examples.configuration import CLIENT, GENERATE
from restamp.diagnostics.examples.example import Example, changed, files
from restamp.diagnostics.examples.reading import PETS

BOTH: Mapping[str, str] = {"restamp.toml": CLIENT, "spec.yaml": PETS}
CONFLICT = """\
{
  "files": {},
  "inputs": {},
  "lock": 1,
  "names": {
<<<<<<< HEAD
    "#/components/schemas/cat": "Cat"
=======
    "#/components/schemas/cat": "Kitten"
>>>>>>> kittens
  },
  "restamp": "0.1.0"
}
"""


def after(then: Mapping[str, str], command: str = GENERATE) -> Example:
    """A generated client in which something changes."""
    return changed(BOTH, GENERATE, then, command)


def beside(others: Mapping[str, str], command: str = GENERATE) -> Example:
    """A configuration and a document with other files."""
    return files({**BOTH, **others}, command)


EXAMPLES: Mapping[str, Example] = {
    "process-ended": Example(
        BOTH, "restamp generate --jobs 2", needs="The system ends a process, for want of memory."
    ),
    "output-unwritable": beside({"client": "A file in place of the folder.\n"}),
    "output-unreadable": Example(
        BOTH,
        "restamp check --no-cache",
        GENERATE,
        needs="The user who runs the second command has no permission to read `client/errors.py`.",
    ),
    "output-edited": after({"client/errors.py": "# Edited.\n"}),
    "output-foreign": beside({"client/client.py": "# Written by hand.\n"}),
    "output-added": after({"client/client/__init__.py": ""}, "restamp check"),
    "output-unlisted": after({"client/helpers.py": ""}, "restamp check"),
    "output-blocked": beside({"client/client.py/notes.txt": "A folder in place of the file.\n"}),
    "line-ends": Example(
        BOTH,
        "restamp check --no-cache",
        GENERATE,
        needs="Git checked out `client/errors.py` with CR LF line ends.",
    ),
    "lock-unreadable": beside(
        {"client/restamp.lock/notes.txt": "A folder in place of the lock.\n"}
    ),
    "lock-unwritable": Example(
        {"client/restamp.lock": CONFLICT.replace("Kitten", "Cat")},
        "restamp lock merge client",
        needs="The user who runs the command has no permission to write in `client`.",
    ),
    "lock-broken": beside({"client/restamp.lock": "[]\n"}),
    "lock-conflict": beside({"client/restamp.lock": """\
            {
              "lock": 1,
            <<<<<<< HEAD
              "names": {"#/components/schemas/Cat": "Cat"},
            =======
              "names": {"#/components/schemas/Dog": "Dog"},
            >>>>>>> dogs
              "restamp": "0.1.0"
            }
            """}),
    "lock-newer": beside({"client/restamp.lock": '{"lock": 2, "restamp": "9.0.0"}\n'}),
    "lock-missing": files(
        {"spec.yaml": PETS, "client/notes.txt": ""}, "restamp diff client spec.yaml"
    ),
    "lock-merged": Example({"client/restamp.lock": CONFLICT}, "restamp lock merge client"),
    "report-unwritable": beside({}, "restamp generate --report reports/coverage.json"),
    "sarif-unwritable": beside({}, "restamp generate --sarif reports/restamp.sarif"),
    "depfile-unwritable": beside({}, "restamp generate --depfile build/client.d"),
    "depfile-path": files(
        {"restamp.toml": CLIENT.replace("spec.yaml", "sp|ec.yaml"), "sp|ec.yaml": PETS},
        "restamp generate --depfile client.d",
    ),
}
