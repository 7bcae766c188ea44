"""Comparing: two audits, or one at two times."""
