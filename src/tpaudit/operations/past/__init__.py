"""What was before: baselines from git or a file, comparisons with them, and histories."""
