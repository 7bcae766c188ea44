"""Results: what judging returns, and what JSON shows."""
