"""Which request does a call send, and which call of the other version sends the same?"""
