"""YAML: its data with the place of every value, and what it would lose in silence."""
