"""What changed between two surfaces? One finding for each change."""
