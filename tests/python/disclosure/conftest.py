"""Helper modules of these tests; importlib mode does not look beside a test file."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
