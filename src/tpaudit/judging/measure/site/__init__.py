"""What the pages of a site say without a browser."""
