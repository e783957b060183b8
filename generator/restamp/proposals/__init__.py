"""What an overlay could make better of a document: names, pages, waiting, repeating; each with a reason."""
