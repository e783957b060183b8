"""What does a call take, give and raise? Its arguments and results as values, its pages, waits and streams."""
