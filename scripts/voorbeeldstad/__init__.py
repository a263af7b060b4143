"""The synthetic town that ships with the plugin as its example data."""
