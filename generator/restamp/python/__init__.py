"""How is the API expressed in Python? Modules, types, calls, and the views that templates print."""
