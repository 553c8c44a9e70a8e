"""Builds the shipped language pipeline from treebanks and named-entity sets (see `kg train --help`)."""
