"""Disclosure control of published tables: which cells must be withheld, and which others to protect them.

``suppression``   primary rule, complementary suppression over any system of sums
``tables``        the sums between cells of cross-classified tables

Pure functions on counts; nothing here knows the warehouse. Rules and limits: Hundepool et al., *Statistical
Disclosure Control* (2012), chapter 4.
"""
