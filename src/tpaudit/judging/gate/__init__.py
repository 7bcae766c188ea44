"""The gate: what fails a build, what warns, and what is waived."""
