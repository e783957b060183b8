"""How are packages compared with the disk and written to it? Locks, changes, atomic writes, caches."""
