"""Right-to-left drawing: charts, clouds, tables."""
