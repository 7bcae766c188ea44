"""Reports: contents, pictures and templates."""
