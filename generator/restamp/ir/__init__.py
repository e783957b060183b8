"""The intermediate representation: what an API is, in words that belong to no programming language.

Everything is frozen and refers to everything else by id. An id is a place: the JSON Pointer of the
thing in its document (see `restamp.diagnostics`).
"""
