"""Coverage study: do nominal 95 % intervals cover 95 % of the time, in samples like the study's?"""
