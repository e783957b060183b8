"""How could an overlay improve a document? Names, pagination, waiting, retries; each with a reason."""
