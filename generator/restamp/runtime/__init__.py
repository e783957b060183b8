"""What the runtime of a generated client has: its modules, and what its own source says of them."""
