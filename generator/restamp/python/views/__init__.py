"""What does each template print? Views with finished text."""
