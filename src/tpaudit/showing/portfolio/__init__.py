"""The portfolio of a chain for people and programs: a page, pictures and tables."""
