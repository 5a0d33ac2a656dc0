"""Who speaks: reporting words, their subjects, the people meant."""
