"""Which module is each declaration in, and how do these modules import one another?"""
