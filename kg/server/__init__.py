"""A graph folder over HTTP, for reading: SPARQL 1.1 Protocol, a query page, pages of entities, articles and events."""
