"""Many audits: judged one after the other or side by side, and kept for the next run."""
