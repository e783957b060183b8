"""What is in the runtime of generated clients? Its modules, and facts read from their source."""
