"""How alike two names of persons or organisations are, and why."""
