"""Which commands and flags are there? The parser of the command line."""
