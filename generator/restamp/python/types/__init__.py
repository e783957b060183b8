"""How are types, values and prose written in Python source?"""
