"""What is asked for: paths, days, names and language, and which audit is meant when none is named."""
