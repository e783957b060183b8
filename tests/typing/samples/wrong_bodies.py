"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

from feature_parts_by_position import Client as PartsClient
from feature_sent_sequences import Client, models
from feature_xml import Client as XmlClient


def sequences(client: Client) -> None:
    client.records.send_lines({"id": "a"})  # wrong: one record
    client.records.send_lines(models.Record(id="a"))  # wrong: one record
    client.records.send_lines([{"idd": "a"}])  # wrong: no such key
    client.records.send_lines([1])  # wrong: no record
    client.records.send_lines(lambda: [1])  # wrong: no records
    client.events.send_bare(["text"])  # wrong: no event


def positions(client: PartsClient) -> None:
    client.parts.send_mixed(({"n": "1"}, b""))  # wrong: n is a number
    client.parts.send_mixed(({"n": 1},))  # wrong: the second part is missing


def documents(client: XmlClient) -> None:
    client.books.replace(1, {"id": 1, "pages": ["a"]})  # wrong: pages are numbers
    client.books.replace(1, "<book/>")  # wrong: no book
    in_xml = client.books.add.accepting("application/xml")
    in_xml({"id": 1, "pages": ["a"]})  # wrong: pages are numbers
    print(in_xml({"id": 1, "pages": []}).isbm)  # wrong: no such attribute
