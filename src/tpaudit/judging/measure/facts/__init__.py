"""What a site says of facts: hours, prices, addresses, products; and the measurements of what it says."""
