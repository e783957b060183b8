"""What do several commands ask or show in the same way?"""
