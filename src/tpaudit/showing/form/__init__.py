"""The form of a walk: one page to fill in on a phone, without a network, or on paper."""
