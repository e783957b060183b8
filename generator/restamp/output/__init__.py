"""What is on the disk, and how does it become what it should be? Locks, changes, writing all or nothing, caches."""
