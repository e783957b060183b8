"""What does each rule do to a name?"""
