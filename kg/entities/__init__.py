"""Mentions in the parse, and the entities they refer to."""
