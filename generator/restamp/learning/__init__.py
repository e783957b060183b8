"""What do servers send that the document does not describe? Findings from drift logs and recordings, and corrections."""
