"""What does a caller see of a package? Its surface as a value, and as `restamp.api.json`."""
