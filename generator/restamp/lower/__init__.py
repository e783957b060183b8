"""What does the document mean? From the document to the IR, independent of any programming language."""
