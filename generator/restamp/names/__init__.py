"""What is everything called? From the IR and the pinned names of a lock to the name table."""
