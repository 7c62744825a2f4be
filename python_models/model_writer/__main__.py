"""``python -m model_writer``: write the models that follow from the codebook; ``--check`` only compares."""

import argparse
import sys

from model_writer.codebook import ROOT, Codebook
from model_writer.write import outdated, write_all


def main() -> int:
    """Write the files, or with ``--check`` name those that differ; 0 when all is as it should be."""
    parser = argparse.ArgumentParser(prog="python -m model_writer", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if a file is not up to date"
    )
    arguments = parser.parse_args()
    codebook = Codebook()
    if arguments.check:
        names = [str(path.relative_to(ROOT)) for path in outdated(codebook)]
        for name in names:
            print(f"{name} is not what the codebook says; run `make models`", file=sys.stderr)
        return 1 if names else 0
    for path in write_all(codebook):
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
