"""The two APIs, played on loopback from what is known of them; and a server that misbehaves."""
