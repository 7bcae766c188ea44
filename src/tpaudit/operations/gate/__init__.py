"""The gate: checked, proposed from today's figures, and waived."""
