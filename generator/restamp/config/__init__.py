"""What is generated, and where? One value for each client, from a configuration file or from flags."""
