"""A text as items, sentences and quotations."""
