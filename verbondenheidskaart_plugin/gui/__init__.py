"""The assistant in the QGIS desktop."""
