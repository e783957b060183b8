"""What does the runtime of a generated client have? Its modules, and what its own source says of them."""
