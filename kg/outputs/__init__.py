"""What users take out of a graph: answers, explanations, exports."""
