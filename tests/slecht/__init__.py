"""Hostile input for every algorithm: layers and how they are spoilt, the cases, the oracle and the table of results."""
