"""What does a command do? Workflows return values and print nothing; `cli` and the build hook call them."""
