"""How does a project begin to use Restamp? A client of a new document, its first package, and its first call."""
