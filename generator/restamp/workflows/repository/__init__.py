"""What does a repository configure about its generated code, so that its other tools leave it alone?"""
