"""Reading: YAML files, the workspace around them, and what is wrong in them."""
