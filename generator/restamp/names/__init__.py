"""What is everything called? All names, once: from the IR and the pins of a lock to the name table."""
