"""Does one type take all that another one does? Annotations as sets of values."""
