"""Scaffolds: files that somebody fills in."""
