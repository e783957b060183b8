"""What text does each file hold? From views to formatted source."""
