"""YAML: its data, the position of each value, and what a plain reader would lose."""
