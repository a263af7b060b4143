"""The report: one web page that needs nothing but itself, made of a finished GeoPackage."""

from .page import make_report

__all__ = ["make_report"]
