"""The hall: QGIS layers and files in, canonical tables out; canonical tables in, one GeoPackage out."""
