"""Scoring: from observations to the journey."""
