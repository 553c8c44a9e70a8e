"""From claims to RDF: vocabulary, IRIs, assembly, the graph folder, verification."""
