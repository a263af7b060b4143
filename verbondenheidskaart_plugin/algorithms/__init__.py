"""The doors: one thin class per Processing algorithm."""
