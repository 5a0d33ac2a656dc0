"""The sheets that a reader codes by hand: their cells as saved by a spreadsheet, their versions, their places."""
