"""Measuring: pages of a site become answers to the items of an audit."""
