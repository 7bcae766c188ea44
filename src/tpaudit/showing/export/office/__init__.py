"""Reports for offices: PDF and Word."""
