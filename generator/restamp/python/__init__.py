"""How does Python say it? Modules, types, calls, and the views that templates print."""
