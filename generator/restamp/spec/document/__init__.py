"""What is the one document that is valid, across all its files? Opening, validation and references."""
