"""Does one type take all that another one does? Types as sets of values, and as text."""
