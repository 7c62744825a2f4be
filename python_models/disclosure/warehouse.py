"""The former place of :mod:`disclosure.rows`, for the fits that still name it."""

from disclosure.rows import audited, group_sizes, persons_of_rows, system_of

__all__ = ["audited", "group_sizes", "persons_of_rows", "system_of"]
