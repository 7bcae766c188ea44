"""Git: files as they were at a commit."""
