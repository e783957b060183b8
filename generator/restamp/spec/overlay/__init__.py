"""What does the user correct? Actions of overlays, applied to a tree."""
