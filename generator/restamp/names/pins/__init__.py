"""Which names does a lock have already, and which things of the document are the ones it names?"""
