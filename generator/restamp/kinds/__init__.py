"""How is each kind of primitive value represented in documents and in Python? One table."""
