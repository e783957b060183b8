"""What does the document mean? From the document to the IR, in words that belong to no programming language."""
