"""Verbondenheidskaart: the social infrastructure of a city as a map."""


def classFactory(iface):  # noqa: N802 (name fixed by QGIS)
    """Return the plugin object; QGIS calls this once when it loads the plugin."""
    from .plugin import VerbondenheidskaartPlugin

    return VerbondenheidskaartPlugin(iface)
