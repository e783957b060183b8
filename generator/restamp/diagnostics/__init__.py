"""What went wrong, and where? Findings as values, and how they are printed."""
