"""Which names of a lock belong to which parts of the document now?"""
