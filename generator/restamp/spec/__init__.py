"""Reading: files to trees, trees to one OpenAPI 3.1 document whose every place has a pointer."""
