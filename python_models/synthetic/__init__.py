"""Deterministic synthetic microdata that reproduce the printed results of the study; no real person."""
