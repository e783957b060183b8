"""What does the next version of a document change for a Python caller of the generated client?

Both sides are values: the names, arguments and types that callers have, before any of it is printed. A finding is
breaking where a caller that a type checker accepted before may be refused now, or where the server refuses what it took.
"""
