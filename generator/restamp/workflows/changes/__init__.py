"""What does a new version of a document change for callers, and how is a client updated to it?"""
