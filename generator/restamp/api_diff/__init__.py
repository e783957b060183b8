"""What does a new version of a document change for Python callers of the generated client?

Both sides are values, not printed code: names, arguments and types. A finding is breaking if a type checker may now
reject code it accepted before, or if the server may now reject requests it accepted before.
"""
