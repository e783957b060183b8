"""What does a document or an overlay declare about pagination and waiting? The passes check it."""
