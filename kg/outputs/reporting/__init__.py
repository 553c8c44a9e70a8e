"""The report of a graph: what its articles say, for people to read, as HTML and Markdown."""
