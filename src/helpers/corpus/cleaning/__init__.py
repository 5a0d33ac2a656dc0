"""What may be left out of a corpus: boilerplate, near-duplicates, texts that are not Arabic."""
