"""Visits to be filled in, and visits made of what was measured or imported."""
