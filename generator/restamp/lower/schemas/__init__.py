"""Which type is a schema?"""
