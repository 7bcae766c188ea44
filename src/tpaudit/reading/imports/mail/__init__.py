"""Mail, as times of response."""
