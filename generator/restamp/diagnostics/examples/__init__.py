"""What raises each code? An example of every diagnostic, by code; loaded only to explain one."""

from collections.abc import Mapping

from restamp.diagnostics.examples import (
    comparing,
    configuration,
    operations,
    packages,
    reading,
    repairs,
    schemas,
    swagger,
)
from restamp.diagnostics.examples.example import Example

EXAMPLES: Mapping[str, Example] = {
    **configuration.EXAMPLES,
    **packages.EXAMPLES,
    **comparing.EXAMPLES,
    **reading.EXAMPLES,
    **repairs.EXAMPLES,
    **swagger.EXAMPLES,
    **operations.EXAMPLES,
    **schemas.EXAMPLES,
}
