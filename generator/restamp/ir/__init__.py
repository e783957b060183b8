"""What is the API? The intermediate representation, independent of any programming language.

Everything is frozen and refers to everything else by id. An id is a location in the document: a JSON
Pointer (see `restamp.pointers`).
"""
