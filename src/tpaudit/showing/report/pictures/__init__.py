"""Pictures of a report: where everything stands in them, as plain figures that templates draw."""
