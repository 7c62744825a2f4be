"""Disclosure control: which rows of published tables are withheld, and what can still be computed of them.

``tables``        persons by question, answer and backgrounds
``build``         from these to a system: which numbers are about the same persons, and what adds up
``system``        the system: cells, relations between them, rows that publish them
``unknowns``      what of it an attacker does not know
``programs``      linear programs over that
``possible``      tables that agree with all that is published, and what they prove
``suppression``   which rows to withhold: the threshold, and what protects the withheld
``protection``    the decisions that protect them
``audit``         the attack: linear programs, then integer ones
``rows``          from rows of the warehouse to the system, and from the audit back to rows
``identities``    what adds up in the answers themselves
``releases``      what an earlier release showed

Pure functions on counts; ``releases`` reads exports. Rules, limits and sources: docs/disclosure.md.
"""
