"""Design-based survey statistics: pure functions on arrays and cells, validated against R's ``survey``."""
