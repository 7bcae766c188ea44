"""The portfolio: many branches side by side, and what can be told of them."""
