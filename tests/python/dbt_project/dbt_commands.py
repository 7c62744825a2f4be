"""dbt, asked many times in one process, which costs its start once.

In: a line of JSON, the arguments of a command. Out: a line of JSON, whether it succeeded and what it printed.
"""

import gc
import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

# What dbt starts must not wait for the commands that come next.
commands = os.fdopen(os.dup(sys.stdin.fileno()))
os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
forget = DuckDBConnectionManager.close_all_connections


def close() -> None:
    """The end of a process closes its database; here dbt must."""
    if DuckDBConnectionManager._ENV:
        DuckDBConnectionManager._ENV.close()
    forget()


DuckDBConnectionManager.close_all_connections = staticmethod(close)
for line in commands:
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        result = dbtRunner().invoke(["--no-use-colors", *json.loads(line)])
    answer = {"success": result.success, "output": printed.getvalue() + f"\n{result.exception or ''}"}
    del result
    close()
    gc.collect()
    print(json.dumps(answer), flush=True)
