"""Fixtures shared by the tests of the publication."""

from publication_miniature import layout  # noqa: F401
