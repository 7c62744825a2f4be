"""Disclosure control: which rows of published tables are withheld, and what can still be computed of them.

``cells``         sets of persons that published numbers tell of, and what adds up
``suppression``   which rows to withhold: the threshold, and what protects the withheld
``audit``         the attack: arithmetic, then linear programs
``warehouse``     from the warehouse's tables to cells, and from the audit back to rows
``dbt_plugin``    keeps the database file its owner's alone

Pure functions on counts, but for the plugin. Rules, limits and sources: docs/disclosure.md.
"""
