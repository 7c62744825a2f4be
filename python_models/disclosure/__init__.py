"""Disclosure control: which rows of published tables are withheld, and what can still be computed of them.

``system``        sets of persons that published numbers tell of, and what adds up
``suppression``   which rows to withhold: the threshold, and what protects the withheld
``audit``         the attack: arithmetic, then linear programs
``withholding``   from the warehouse's tables to cells, and from the audit back to rows

Pure functions on counts. Rules, limits and sources: docs/disclosure.md.
"""
