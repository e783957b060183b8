"""What differs between two surfaces? One finding for each change."""
