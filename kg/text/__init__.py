"""Articles in, analysed sentences out."""
