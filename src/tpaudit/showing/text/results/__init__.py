"""Results in words: scorecards, plans and verdicts."""
