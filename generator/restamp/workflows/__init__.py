"""What does a command do? Its result as values: the workflows print nothing, and `cli` and the build hook call them."""
