"""Figures, durations and money as each language writes them."""
