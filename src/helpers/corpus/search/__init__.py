"""Finding things in tokens: queries, nodes and their windows, lexicons of categories, samples of hits."""
