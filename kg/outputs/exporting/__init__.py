"""The graph in the formats of the tools people already use."""
