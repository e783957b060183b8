"""Which method and function does an operation get from its operationId?"""
