"""What does the document say? Files to trees, and trees to one OpenAPI 3.1 document whose every place has a pointer."""
