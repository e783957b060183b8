"""What can a call do? How it pages, waits and streams, and which representations it asks for."""
