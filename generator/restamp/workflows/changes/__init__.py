"""What does the next version of a document change for callers, and how does a client get it?"""
