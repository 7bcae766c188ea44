"""Insights: the journey as a whole, beside its scores."""
