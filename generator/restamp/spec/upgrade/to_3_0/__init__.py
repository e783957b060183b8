"""What does a Swagger 2.0 document say in the words of OpenAPI 3.0?"""
