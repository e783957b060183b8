"""What the coverage report of the test server asks for, one module for each group of documents.

A module's `TABLES` are read by `documents.py`.
"""
