"""The word-piece encoder of the `accurate` pipeline, computed with NumPy alone (a thinc model that spaCy loads)."""
