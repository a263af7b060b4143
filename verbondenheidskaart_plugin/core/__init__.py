"""The workshop: numpy, scipy, pandas and networkx only; no QGIS, no files, no text for users."""
