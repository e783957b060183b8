"""Why is each call named as it is?"""
