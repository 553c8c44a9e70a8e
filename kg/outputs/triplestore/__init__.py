"""Loads a graph into any triplestore over HTTP, complete or not at all, and asks it there."""
