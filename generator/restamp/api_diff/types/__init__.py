"""Does one type accept every value of another? Types as sets of values, and as text."""
