"""Khitab's helper package: six floors, imports go down only (see docs/en/map.md)."""
