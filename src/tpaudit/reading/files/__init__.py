"""Files: what may be read, and what kind of file it is."""
