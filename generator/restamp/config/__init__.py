"""What is to be generated, and where? One value for each client, read from a file or made from flags."""
