"""Khitab's helper package: six floors, imports go down only (see the README's map)."""
