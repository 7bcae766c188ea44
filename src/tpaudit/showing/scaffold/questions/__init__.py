"""Questions that an import brings along: their checklist, and the touchpoint that is asked them."""
