"""Files: finding and reading them, and which kind each one is."""
