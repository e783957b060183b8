"""What went wrong, and where? Diagnostics as values, and how they are printed."""
