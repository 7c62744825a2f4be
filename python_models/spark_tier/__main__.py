"""``make spark-build``: python -m spark_tier [folder]."""

import argparse
import json
import sys
from pathlib import Path

from deliveries.errors import DeliveryError
from spark_tier.build import SparkBuildError, build
from spark_tier.handover import PersonsInHandoverError


def main() -> int:
    """Build into the folder given, or development/spark_build; say in one sentence what failed."""
    root = Path.cwd()
    parser = argparse.ArgumentParser(prog="make spark-build", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=root / "development" / "spark_build")
    parser.add_argument("--delivery", type=Path, help="folder of a delivery, of CSV and Parquet files")
    parser.add_argument("--vars", type=json.loads, default={}, help="dbt's vars, as JSON")
    parser.add_argument(
        "--profiles", type=Path, default=root, help="folder of the profiles.yml with a cluster's settings"
    )
    parser.add_argument("--cells-only", action="store_true", help="nothing that is made of the cells")
    options = parser.parse_args()
    try:
        database = build(
            root,
            options.folder.absolute(),
            options.vars,
            delivery=options.delivery,
            profiles=options.profiles.absolute(),
            cells_only=options.cells_only,
        )
    except (DeliveryError, SparkBuildError, PersonsInHandoverError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"built: {database}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
