"""Clients of the AutoRest test server's documents, driven against that server."""
