"""What a site says of the phone."""
