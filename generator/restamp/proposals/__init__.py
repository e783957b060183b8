"""What could an overlay make better of a document? Names, pages, waiting, repeating; each with a reason."""
