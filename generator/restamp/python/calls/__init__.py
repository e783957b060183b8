"""What are the arguments, results and errors of a call? Including pagination, polling and streams."""
