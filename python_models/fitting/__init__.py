"""Between the warehouse's tables and the estimators: columns in, columns out. No I/O.

``tables``       columns in memory
``calibration``  weights and the calibrated design
``sums``         the sums of the numbers asked for, from estimation cells
``regressions``  weighted regressions of respondents
``response``     the model of response
"""
