"""Reading a website: the only place that uses the network."""
