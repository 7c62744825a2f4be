"""Spark as the tests start it: for a minute, on few persons."""

import pytest
import yaml
from test_engines import ROOT

# Most of the time goes into plans, each made once: to compile Java well takes longer than it saves.
SHORT = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms1g",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
}


@pytest.fixture(scope="session")
def profile():
    """profiles.yml with settings for a short run."""
    profile = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    profile["manager_training"]["outputs"]["spark"]["server_side_parameters"] |= SHORT
    return profile


@pytest.fixture(scope="session")
def settings(profile):
    return profile["manager_training"]["outputs"]["spark"]["server_side_parameters"]


@pytest.fixture(scope="session")
def profiles(profile, tmp_path_factory):
    """The folder of that profiles.yml."""
    folder = tmp_path_factory.mktemp("profiles")
    (folder / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    return folder
