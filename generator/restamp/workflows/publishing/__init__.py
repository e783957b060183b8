"""What makes a client a package of its own, and what does an update change in it?"""

import re

DISTRIBUTION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)
"""The name of a distribution (core metadata, "Name")."""
CHANGELOG = "CHANGELOG.md"
DEPENDENCIES = ("httpx2", "pydantic", "pytest")
"""The packages that the code of a project imports."""
