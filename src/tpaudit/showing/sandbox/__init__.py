"""Sandboxes: templates of users are rendered apart, with limits and plain data."""
