"""What is each kind of primitive value, in a document and in Python? One table, from which all others follow."""
