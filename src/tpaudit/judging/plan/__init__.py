"""Planning: what to fix first."""
