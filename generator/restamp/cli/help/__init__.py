"""How does a user learn what Restamp can do, what its messages mean, and what is wrong with a project?"""
