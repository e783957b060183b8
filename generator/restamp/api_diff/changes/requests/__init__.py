"""Which request a call sends, and which call of the other version sends the same."""
