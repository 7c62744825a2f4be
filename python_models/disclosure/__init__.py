"""Disclosure control of published tables: which rows must be withheld, and what an attacker can still compute.

``cells``         sets of persons that published numbers tell of, and what adds up
``suppression``   which rows to withhold: the threshold, and what protects the withheld
``audit``         the attack: arithmetic, then linear programs
``warehouse``     from the warehouse's tables to cells, and from the audit back to rows
``dbt_plugin``    keeps the database file its owner's alone

Pure functions on counts, but for the plugin. Rules, limits and sources: docs/disclosure.md.
"""
