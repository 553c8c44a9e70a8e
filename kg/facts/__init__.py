"""Clauses in the parse, the claims they make, their stance and holder, and the events they tell."""
