"""Builds with dbt in one process, so that the project is read once: one line of JSON per build.

python deliveries_dbt.py FOLDER NAME=DELIVERY ...: each into FOLDER/NAME/manager_training.duckdb.
"""

import json
import os
import sys
from pathlib import Path

from dbt.cli.main import dbtRunner

folder = Path(sys.argv[1])
options = ["--quiet", "--target-path", str(folder / "target"), "--log-path", str(folder)]
manifest = None
for request in sys.argv[2:]:
    name, delivery = request.split("=")
    (folder / name).mkdir()
    os.environ["MANAGER_TRAINING_DATABASE"] = str(folder / name / "manager_training.duckdb")
    os.environ["MANAGER_TRAINING_DELIVERY"] = delivery
    if manifest is None:
        manifest = dbtRunner().invoke(["parse", *options]).result
    # Without the attack on what is withheld, which takes as long as much of the rest: nothing is made of
    # it, and the build of the default wave has it.
    without = ["--exclude-resource-type", "test", "unit_test", "--exclude", "aud_attack+"]
    built = dbtRunner(manifest=manifest).invoke(["build", *options, *without])
    print(
        json.dumps({"name": name, "success": built.success, "error": str(built.exception or "")}), flush=True
    )
