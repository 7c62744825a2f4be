"""Disclosure control: which rows of published tables are withheld, and what can still be computed of them.

``tables``        persons by question, answer and backgrounds
``build``         from these to a system: which numbers are about the same persons, and what adds up
``system``        the system: cells, relations between them, rows that publish them
``unknowns``      what of it an attacker does not know
``programs``      linear programs over that
``suppression``   which rows to withhold: the threshold, and what protects the withheld
``protection``    the decisions that protect them
``audit``         the attack: arithmetic, then linear programs
``identities``    what holds for every person: sums that vanish, sets inside or apart
``rules``         how many decimals a number may have
``withholding``   from the warehouse's tables to a system, and from the audit back to numbers

Pure functions on counts. Rules, limits and sources: docs/disclosure.md.
"""
