"""Measurements of what a site asks people for, and of what it does without asking."""
