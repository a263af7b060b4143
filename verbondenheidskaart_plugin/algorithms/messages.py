"""One clear sentence for every error: what is wrong, where, and what to do about it."""

import errno
import os
import re

from ..core import errors
from ..i18n import tr

_ERRNO = re.compile(r"\[(?:Errno|WinError) \d+\] ([^:]+)(?:: .*)?")
_DRIVER = re.compile(r"sqlite|\bSQL\b|OGR error|\bINSERT INTO\b|\bCREATE \w+", re.IGNORECASE)
_NO_LAYER = re.compile(r"not recognized as|unsupported (?:file|format)|no such driver", re.IGNORECASE)
# What a system says about a file, which is English on most.
_SYSTEM = (
    (errno.ENOSPC, lambda: tr("the disk is full")),
    (errno.EFBIG, lambda: tr("the disk is full, or the file would be too large for it")),
    (errno.EACCES, lambda: tr("you have no permission")),
    (errno.EPERM, lambda: tr("you have no permission")),
    (errno.EROFS, lambda: tr("the disk is read-only")),
    (errno.ENOENT, lambda: tr("there is no such file or folder")),
    (errno.EEXIST, lambda: tr("a file of that name stands where the folder should be")),
    (errno.ENOTDIR, lambda: tr("a file of that name stands where the folder should be")),
    (errno.EISDIR, lambda: tr("it is a folder")),
    (errno.ENAMETOOLONG, lambda: tr("the name is too long")),
    (errno.EBUSY, lambda: tr("the file is in use elsewhere")),
    (errno.ETXTBSY, lambda: tr("the file is in use elsewhere")),
    (errno.EIO, lambda: tr("the disk or the connection with it fails")),
)


def message(error: errors.InputError) -> str:
    """Return the sentence for an error on bad input, in the language of QGIS."""
    data = {key: _show(value) for key, value in error.data().items()}
    data["layer"] = data.get("layer") or tr("the input")
    if isinstance(error, (errors.Unreadable, errors.Unwritable)):
        data["path"] = error.path or data["layer"]
        data["detail"] = plain(error.detail)
    if isinstance(error, errors.CatalogueError):
        data["problem"] = _problem(error.problem)
    if isinstance(error, errors.WrongGeometry):
        data["expected"] = {"polygon": tr("polygons"), "line": tr("lines"), "point": tr("points")}.get(
            error.expected, error.expected)
    return _template(error).format(**data)


def plain(detail: str) -> str:
    """Return what a driver reports as one short clause: statements of SQL tell a user nothing."""
    if _DRIVER.search(detail):
        if "locked" in detail:
            return tr("the file is in use elsewhere")
        return tr("the disk may be full or read-only, or the file may be damaged")
    if _NO_LAYER.search(detail):
        return tr("it is no file of a kind that can be read here, or it is damaged")
    detail = _ERRNO.sub(r"\1", detail).strip(" .")
    detail = next((text() for code, text in _SYSTEM if detail == os.strerror(code)), detail)
    return _cut(" ".join(detail.split()), 300).rstrip(" .") or tr("no reason was given")


def _show(value) -> str:
    if value is None:
        return "–"
    if isinstance(value, (list, tuple, set)):
        shown = [_cut(str(v), 60) for v in list(value)[:12]]
        return ", ".join(shown) + (" …" if len(value) > 12 else "") or "–"
    return _cut(" ".join(str(value).split()), 300)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 2] + " …"


def _problem(code: str) -> str:
    """Return in words what is wrong with a row of a catalogue."""
    return {
        "missing_column": tr("this column is missing"),
        "missing": tr("a value is missing"),
        "empty": tr("a value is missing"),
        "missing_node": tr("this node is missing"),
        "duplicate": tr("occurs more than once"),
        "duplicate_field": tr("belongs to another row already"),
        "unknown_value": tr("unknown value"),
        "unknown_parent": tr("unknown parent"),
        "wrong_parent": tr("this parent cannot hold it"),
        "unknown_reference": tr("refers to a row that does not exist"),
        "contradicts_parent": tr("contradicts its parent"),
        "cycle": tr("goes round in a circle"),
        "not_a_number": tr("not a number"),
        "not_positive": tr("must be greater than 0"),
        "not_allowed": tr("not allowed"),
        "bad_filter": tr("not a filter of OSM tags"),
        "out_of_range": tr("outside the allowed range"),
        "bad_scale": tr("not a scale such as vast:1:10"),
        "no_construct": tr("is not part of a construct"),
    }.get(code, code)


def _template(error: errors.InputError) -> str:
    if isinstance(error, errors.MissingField):
        return tr("{layer}: no field found for {what}. Looked for: {candidates}. The fields are: {present}. "
                  "Choose the field yourself or rename it.")
    if isinstance(error, errors.EmptyInput):
        return {
            "no_features": tr("{layer} has no features. Choose a layer with data or remove its filter."),
            "no_geometry": tr("{layer} has no usable geometry: all features are empty, without length or invalid."),
            "all_null": tr("{layer}: every value of {what} is empty or 0, so nothing can be computed. "
                           "Add the figures, for instance with a table of key figures."),
            "all_filtered": tr("{layer}: no feature is left after the selection ({what}). "
                               "Check the area, the municipality or the category field."),
            "all_water": tr("{layer}: every area is marked as water or as lying abroad, so no neighbourhood is left. "
                            "Check the field that marks water."),
            "no_layers": tr("{layer} has no layers that can be exported ({what}). Choose the GeoPackage of an earlier "
                            "run."),
        }.get(error.reason, tr("{layer} has no usable data ({what})."))
    if isinstance(error, errors.WrongGeometry):
        return tr("{layer} has another geometry type than expected: it must be {expected}.")
    if isinstance(error, errors.TooMany):
        return tr("{layer}: {count} pairs of places lie within {metres} m of each other, and at most {most} can be "
                  "compared. Merge places that stand on one spot many times, or choose fewer kinds.")
    if isinstance(error, errors.UnusableCrs):
        return {
            "unknown": tr("{layer} has no known coordinate reference system. Set it in the layer properties, "
                          "for Dutch data usually EPSG:28992."),
            "geographic_abroad": tr("{layer} is in degrees ({crs}) and does not lie in the Netherlands. "
                                    "Reproject it to a projected system in metres first."),
            "not_metres": tr("{layer} is in {crs}, of which the unit is not the metre. "
                             "Reproject it to a system in metres, for Dutch data EPSG:28992."),
            "degrees_as_metres": tr("{layer} says that it is in {crs}, but its coordinates are degrees. Set its "
                                    "coordinate reference system to EPSG:4326 in the layer properties."),
        }.get(error.reason, tr("{layer}: the coordinate reference system {crs} cannot be used."))
    if isinstance(error, errors.NoOverlap):
        return tr("{layer} does not overlap {other}. Check the area, the keys and the coordinate reference systems.")
    if isinstance(error, errors.UnknownGemeente):
        return tr("There is no municipality \"{value}\" in {layer}. Names that look like it: {allowed}.")
    if isinstance(error, errors.BadValue) and error.row is None:
        return tr("{layer}: value \"{value}\" of {column} cannot be used. Allowed: {allowed}.")
    if isinstance(error, errors.BadValue):
        return tr("{layer}: value \"{value}\" of {column} (row or feature {row}) cannot be used. Allowed: {allowed}.")
    if isinstance(error, errors.NotOffered):
        return tr("{catalogue} has no service for {source} of the year {year}. Choose another year: {years}.")
    if isinstance(error, errors.Duplicate):
        return tr("{layer}: {column} \"{value}\" occurs more than once with different data (features {rows}). "
                  "Keep one of them.")
    if isinstance(error, errors.CatalogueError):
        if not error.allowed:
            return tr("{layer}, row {row}, column {column}: {problem} (\"{detail}\"). Correct this cell.")
        return tr("{layer}, row {row}, column {column}: {problem} (\"{detail}\"). Allowed: {allowed}.")
    if isinstance(error, errors.Unreadable) and error.path.startswith(("http://", "https://")):
        return tr("Cannot fetch {path}: {detail}. Nothing was written; what did come is kept, so run it again later, "
                  "or check the internet connection and the address in the catalogue of services.")
    if isinstance(error, errors.Unreadable):
        return tr("Cannot read {path}: {detail}. Check that the file exists and is complete.")
    if isinstance(error, errors.Unwritable):
        return tr("Cannot write {path}: {detail}. Choose another folder, or close the file elsewhere.")
    return tr("{layer} cannot be used.")
