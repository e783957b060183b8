"""The operations by resource, bound to a client."""
