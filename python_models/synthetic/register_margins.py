"""Counts per stratum behind table 6.1: population, sample and complete answers by register category.

The report prints shares over both strata together. Simple random sampling within strata fixes the split:
with a and b the public and private share of a category, the sample column is (a + b) / 2 (equal strata)
and the population column 0.281 a + 0.719 b, so both columns together give a and b. The complete answers
are split so that response differs between categories by the same odds in both strata. The integers below
are one solution within the rounding of every printed share; `tests/python/synthetic` holds them to it.
"""

STRATA = (1, 2)
POPULATION = {1: 30_853, 2: 78_944}
COMPLETE = {1: 4_237, 2: 2_630}
MANAGERS = {1: 3_640, 2: 1_944}
PARTIAL = {1: 325, 2: 290}

CATEGORIES = {
    "gender": (1, 2),
    "age_group": (1, 2, 3, 4),
    "origin": (1, 2),
    "education": (1, 2, 3, 4, 5),
    "industry": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    "region": (1081, 1082, 1083, 1084, 1085, 0),
}
# Persons that live abroad or whose region is unknown: five of the six who answered are managers.
MANAGERS_WITHOUT_REGION = 5

# variable -> stratum -> counts in the order of CATEGORIES.
POPULATION_COUNTS = {
    "gender": {1: (16461, 14392), 2: (57981, 20963)},
    "age_group": {1: (3559, 7775, 11574, 7945), 2: (16315, 22419, 28172, 12038)},
    "origin": {1: (30072, 781), 2: (72259, 6685)},
    "education": {1: (970, 1389, 3111, 12960, 12423), 2: (5727, 6077, 23460, 21626, 22054)},
    "industry": {
        1: (92, 687, 340, 521, 164, 173, 92, 1222, 24990, 2572),
        2: (158, 17941, 5881, 26890, 5089, 4768, 1483, 10022, 3958, 2754),
    },
    "region": {1: (2864, 6373, 5681, 11381, 4539, 15), 2: (6249, 18111, 15619, 28728, 10174, 63)},
}
SAMPLE_COUNTS = {
    "gender": {1: (5340, 4668), 2: (7350, 2657)},
    "age_group": {1: (1154, 2522, 3755, 2577), 2: (2068, 2842, 3571, 1526)},
    "origin": {1: (9755, 253), 2: (9160, 847)},
    "education": {1: (315, 450, 1009, 4204, 4030), 2: (726, 770, 2974, 2741, 2796)},
    "industry": {
        1: (27, 216, 110, 169, 53, 56, 30, 390, 8112, 845),
        2: (20, 2279, 744, 3407, 641, 598, 176, 1265, 528, 349),
    },
    "region": {1: (923, 2061, 1836, 3718, 1466, 4), 2: (792, 2296, 1980, 3641, 1290, 8)},
}
COMPLETE_COUNTS = {
    "gender": {1: (2194, 2043), 2: (1899, 731)},
    "age_group": {1: (267, 847, 1715, 1408), 2: (323, 644, 1100, 563)},
    "origin": {1: (4169, 68), 2: (2485, 145)},
    "education": {1: (114, 155, 413, 1888, 1667), 2: (168, 168, 775, 783, 736)},
    "industry": {
        1: (9, 82, 35, 56, 18, 20, 16, 148, 3441, 412),
        2: (5, 624, 171, 815, 160, 158, 66, 346, 162, 123),
    },
    "region": {1: (385, 898, 827, 1424, 700, 3), 2: (205, 620, 553, 932, 317, 3)},
}
