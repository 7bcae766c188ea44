"""What the links of a site say, and where they lead."""
