"""The shop window: project, styles, layout and report, made from the GeoPackage alone."""
