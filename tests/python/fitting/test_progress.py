"""Lines of long fits: they reach dbt while the fit runs, and only then."""

import logging

from fitting import progress


def test_what_a_package_says_while_it_runs_reaches_dbt(monkeypatch):
    said = []
    monkeypatch.setattr(progress.AdapterLogger, "info", lambda self, line: said.append((self.name, line)))
    logger = logging.getLogger("disclosure.protection")
    logger.info("before")
    with progress.progress("disclosure"):
        logger.info("%d of %d groups done", 2, 7)
        logging.getLogger("another").info("not ours")
    logger.info("after")
    assert said == [("disclosure", "2 of 7 groups done")]
