"""From the document to the IR: what the API is, in words that belong to no programming language."""
