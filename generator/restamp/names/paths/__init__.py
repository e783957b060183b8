"""What would an SDK written by hand call each operation? From methods and paths alone."""
