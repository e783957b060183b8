"""What does an older document say in the words of OpenAPI 3.1?"""
