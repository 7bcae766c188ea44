"""Kinds of import: one module for each, whose docstring is its page in the manual."""
