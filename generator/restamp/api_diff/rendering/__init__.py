"""How is a difference shown? As text, Markdown, JSON, annotations of GitHub, and a page."""

from restamp.api_diff.rendering.github import as_github as as_github
from restamp.api_diff.rendering.json_form import as_json as as_json
from restamp.api_diff.rendering.json_form import as_json_of_clients as as_json_of_clients
from restamp.api_diff.rendering.markdown import as_markdown as as_markdown
from restamp.api_diff.rendering.markdown import release_notes as release_notes
from restamp.api_diff.rendering.page import as_html as as_html
from restamp.api_diff.rendering.rules_page import rules_page as rules_page
from restamp.api_diff.rendering.text import as_text as as_text
