"""Scoring: from observations to items, touchpoints and the journey."""
