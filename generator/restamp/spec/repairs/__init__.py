"""What is wrong in a document and still understandable? One function for each such mistake."""
