"""Reports and tables of audits, for people and for other programs."""
