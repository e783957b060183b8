"""The modules of the runtime, by path in a package; `Imports` makes them relative.

This is the only place in the generator and the templates with these paths.
"""

from __future__ import annotations

FOLDER = "_runtime"
"""The folder of the runtime in a package."""


def placed(module: str, folder: str) -> str:
    """A module, if it is one of the runtime, where the package finds it: in `folder` (`..vendor.runtime`)."""
    return folder + module[len(FOLDER) :] if module.startswith(FOLDER) else module


ANY_BODIES = f"{FOLDER}.any_bodies"
API = f"{FOLDER}.api"
BASE64S = f"{FOLDER}.base64s"
BODY_FIELDS = f"{FOLDER}.body_fields"
CALLS = f"{FOLDER}.calls"
CHOICES = f"{FOLDER}.choices"
CLIENT_CALLS = f"{FOLDER}.client_calls"
DEPRECATED_CALLS = f"{FOLDER}.deprecated_calls"
CLIENTS = f"{FOLDER}.clients"
DECIMALS = f"{FOLDER}.decimals"
DOWNLOADS = f"{FOLDER}.downloads"
DRIFT_FILE = f"{FOLDER}.drift_file"
DRIFT_LOG = f"{FOLDER}.drift_log"
DURATIONS = f"{FOLDER}.durations"
ENUMS = f"{FOLDER}.enums"
ERRORS = f"{FOLDER}.errors"
EVENTS = f"{FOLDER}.events"
FAKES = f"{FOLDER}.fakes"
FAKES_CLIENT = f"{FOLDER}.fakes_client"
FAKES_RECORDINGS = f"{FOLDER}.fakes_recordings"
FAKES_STREAMS = f"{FOLDER}.fakes_streams"
FORMS = f"{FOLDER}.forms"
FILES = f"{FOLDER}.files"
GRANTS = f"{FOLDER}.grants"
HOOKS = f"{FOLDER}.hooks"
LAZY = f"{FOLDER}.lazy"
JSON_VALUES = f"{FOLDER}.json_values"
LINES = f"{FOLDER}.lines"
MODEL = f"{FOLDER}.model"
MULTIPART = f"{FOLDER}.multipart"
PARTS = f"{FOLDER}.parts"
PAGE_ERRORS = f"{FOLDER}.page_errors"
PAGE_TEMPLATES = f"{FOLDER}.page_templates"
PAGED = f"{FOLDER}.paged"
PAGES = f"{FOLDER}.pages"
RAW = f"{FOLDER}.raw"
RECEIVED_PARTS = f"{FOLDER}.received_parts"
RECORDINGS = f"{FOLDER}.recordings"
REQUEST = f"{FOLDER}.request"
RESPONSE = f"{FOLDER}.response"
SENT_EVENTS = f"{FOLDER}.sent_events"
SENT_ITEMS = f"{FOLDER}.sent_items"
SETTINGS = f"{FOLDER}.settings"
STREAM_CALLS = f"{FOLDER}.stream_calls"
STREAM_REQUESTS = f"{FOLDER}.stream_requests"
STREAMS = f"{FOLDER}.streams"
STYLES = f"{FOLDER}.styles"
TAGGING = f"{FOLDER}.tagging"
TIMES = f"{FOLDER}.times"
TYPED = f"{FOLDER}.typed"
UNIONS = f"{FOLDER}.unions"
WAIT_ERRORS = f"{FOLDER}.wait_errors"
WAITERS = f"{FOLDER}.waiters"
WEBHOOK_FORMS = f"{FOLDER}.webhook_forms"
WEBHOOK_HEADERS = f"{FOLDER}.webhook_headers"
WEBHOOK_XML = f"{FOLDER}.webhook_xml"
WEBHOOKS = f"{FOLDER}.webhooks"
XML_BODIES = f"{FOLDER}.xml_bodies"
XML_CALLS = f"{FOLDER}.xml_calls"
XML_NODES = f"{FOLDER}.xml_nodes"

SENDS_PAGES = ("SendsPages", PAGES)
SENDS_STREAMS = ("SendsStreams", STREAMS)
