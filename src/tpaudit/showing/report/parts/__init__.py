"""Parts of a report: what each of them says, worked out before it is laid out."""
