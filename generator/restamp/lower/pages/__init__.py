"""What does a document or an overlay declare about pages and waiting? The passes check whether it holds."""
