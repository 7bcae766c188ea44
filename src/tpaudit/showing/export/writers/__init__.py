"""The files that tables are written to, a module for each way."""
