"""Builds with dbt in one process, so that the project is read once: one line of JSON per build.

python deliveries_dbt.py FOLDER NAME=DELIVERY ...: each into FOLDER/NAME/manager_training.duckdb.
"""

import json
import sys
from pathlib import Path

from dbt.cli.main import dbtRunner

folder = Path(sys.argv[1])
common = ["--quiet", "--target", "ci", "--target-path", str(folder / "target"), "--log-path", str(folder)]
manifest = None
for request in sys.argv[2:]:
    name, delivery = request.split("=")
    (folder / name).mkdir()
    variables = {"database": str(folder / name / "manager_training.duckdb"), "delivery": delivery}
    options = [*common, "--vars", json.dumps(variables)]
    if manifest is None:
        manifest = dbtRunner().invoke(["parse", *options]).result
    # As far as anything reads what was delivered; test_build.py holds that nothing later does.
    selected = ["--select", "+path:models/staging", "--exclude-resource-type", "test", "unit_test"]
    built = dbtRunner(manifest=manifest).invoke(["build", *options, *selected])
    print(
        json.dumps({"name": name, "success": built.success, "error": str(built.exception or "")}), flush=True
    )
