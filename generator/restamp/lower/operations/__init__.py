"""Which requests and responses does the API have? Paths, webhooks, parameters, bodies, security."""
