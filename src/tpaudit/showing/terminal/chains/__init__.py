"""Many audits, or one over time, as tables: a line each."""
