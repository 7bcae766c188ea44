"""Data: results as CSV, JSON and plain mappings, for programs."""
