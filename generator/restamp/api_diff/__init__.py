"""What does the next version of a document change for a Python caller of the generated client?

Both sides are looked at as they appear in Python: names, signatures, annotations. A finding is breaking where
a caller that a type checker accepted before may be refused now, or where the server refuses what it took.
"""
