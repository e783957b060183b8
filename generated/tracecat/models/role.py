from __future__ import annotations

from uuid import UUID

from .._runtime.model import Model, OpenStr
from .access_level import AccessLevel


class RoleType(OpenStr):
    """Whether a user or a service acts."""

    USER = "user"
    SERVICE = "service"


class RoleService(OpenStr):
    """The part of Tracecat that acts."""

    TRACECAT_RUNNER = "tracecat-runner"
    TRACECAT_API = "tracecat-api"
    TRACECAT_CLI = "tracecat-cli"
    TRACECAT_SCHEDULE_RUNNER = "tracecat-schedule-runner"
    TRACECAT_SERVICE = "tracecat-service"
    TRACECAT_EXECUTOR = "tracecat-executor"
    TRACECAT_BOOTSTRAP = "tracecat-bootstrap"


class Role(Model):
    """On whose behalf something is done."""

    type: RoleType
    """Whether a user or a service acts."""
    workspace_id: UUID | None = None
    """ID of the workspace."""
    user_id: UUID | None = None
    """ID of the user."""
    access_level: AccessLevel | None = None
    """Default: 0."""
    service_id: RoleService
    """The part of Tracecat that acts."""
