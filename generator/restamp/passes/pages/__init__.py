"""Which operations have pages, and how do these follow one another?"""
