"""Pins the arithmetic before numpy loads, then runs the generator."""

import os
import sys

# One thread and one kernel, so that sums are added in the same order on every processor.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["OPENBLAS_CORETYPE"] = "Haswell"

from synthetic.generate import main

sys.exit(main())
