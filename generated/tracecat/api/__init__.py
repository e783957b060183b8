"""Endpoint functions, one module for each resource."""
