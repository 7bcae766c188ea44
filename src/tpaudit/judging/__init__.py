"""Judging: pure functions from what files say to a verdict."""
