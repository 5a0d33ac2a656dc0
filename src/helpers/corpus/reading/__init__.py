"""From a file to its records: one module a format, with archives, decoding and limits."""
