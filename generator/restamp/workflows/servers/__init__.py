"""What does a server really send? Corrections of the document, and probes."""
