"""What does each template print? Views with every text finished."""
