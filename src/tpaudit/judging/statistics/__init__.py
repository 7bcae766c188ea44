"""Statistics: what a score rests on, and how far chance alone could move it."""
