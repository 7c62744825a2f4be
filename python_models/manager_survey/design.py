"""Estimates of which managers are the population, in the two variance modes of the warehouse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from survey_stats import EstimateTable, RegressionResult, SurveyDesign, Table

POPULATION = "is_manager"
Mode = Literal["calibrated", "pweight"]
Columns = str | Sequence[str]


@dataclass(frozen=True)
class ManagerDesign:
    """The sample of all respondents, whose estimates are about managers unless ``domain`` says more.

    ``sample`` the calibrated design of every respondent, those included who manage nobody: they belong to
    the sample and its weights. ``given`` the same persons with their final weights taken as given.
    ``level`` coverage of the intervals. A ``domain`` is an SQL condition over the columns of
    `marts.fct_respondent`; it narrows the managers down, and never filters the design. For numbers about
    all respondents ask ``sample``.

    Every method has ``mode``: ``calibrated`` (residuals of the calibration variables, finite population
    correction), as published shares, means and tests have it, or ``pweight`` (weights as given), as
    published regressions have it; both are the defaults there. Tables, errors and the other arguments are
    those of :class:`survey_stats.SurveyDesign`.
    """

    sample: SurveyDesign
    given: SurveyDesign
    level: float
    labels: Mapping[tuple[str, str], Mapping[str, str]] = field(repr=False)

    @property
    def degrees_of_freedom(self) -> int:
        """Respondents minus strata."""
        return self.sample.degrees_of_freedom

    def share(
        self,
        y: Columns,
        by: Columns | None = None,
        domain: str | None = None,
        mode: Mode = "calibrated",
        **more,
    ) -> EstimateTable:
        """Weighted shares: of 1 for a 0/1 outcome, else one row for each category."""
        return self._in(mode).share(y, by, _managers(domain), **self._at(more))

    def mean(
        self,
        y: Columns,
        by: Columns | None = None,
        domain: str | None = None,
        mode: Mode = "calibrated",
        **more,
    ) -> EstimateTable:
        """Weighted means."""
        return self._in(mode).mean(y, by, _managers(domain), **self._at(more))

    def total(
        self,
        y: Columns,
        by: Columns | None = None,
        domain: str | None = None,
        mode: Mode = "calibrated",
        **more,
    ) -> EstimateTable:
        """Weighted totals; ``total("1")`` counts managers."""
        return self._in(mode).total(y, by, _managers(domain), **self._at(more))

    def quantile(
        self,
        y: Columns,
        q: float | Sequence[float],
        by: Columns | None = None,
        domain: str | None = None,
        mode: Mode = "calibrated",
        **more,
    ) -> Table:
        """Weighted quantiles."""
        return self._in(mode).quantile(y, q, by, _managers(domain), **self._at(more))

    def ttest(
        self, y: str, by: str | None = None, domain: str | None = None, mode: Mode = "calibrated", **more
    ) -> Table:
        """t-tests of the differences between all pairs of groups."""
        return self._in(mode).ttest(y, by, _managers(domain), **self._at(more))

    def chisq(self, row: str, column: str, domain: str | None = None, mode: Mode = "calibrated") -> Table:
        """The Rao-Scott test that two categorical columns are independent."""
        return self._in(mode).chisq(row, column, _managers(domain))

    def regress(
        self, formula: str, domain: str | None = None, mode: Mode = "pweight", **more
    ) -> RegressionResult:
        """Weighted regression; ``family="binomial"`` for logistic."""
        return self._in(mode).regress(formula, _managers(domain), **self._at(more))

    def labelled(self, table: Table, language: Literal["da", "en"] = "en") -> Table:
        """A table of estimates with words for the codes of its groups and categories, where they have any.

        Categories of several outcomes in one table are labelled by the outcome of their row.
        """
        columns = dict(table.columns_by_name)
        for name in columns:
            if name == "category" and "outcome" in columns:
                columns[name] = self._words(columns["outcome"], columns[name], language)
            elif any(variable == name for variable, _ in self.labels):
                columns[name] = self._words([name] * len(columns[name]), columns[name], language)
        return Table(columns)

    def _words(self, variables: Sequence, codes: Sequence, language: str) -> np.ndarray:
        words = [
            self.labels.get((variable, str(code)), {}).get(language, code)
            for variable, code in zip(variables, codes, strict=True)
        ]
        return np.array(words, dtype=object)

    def _in(self, mode: Mode) -> SurveyDesign:
        if mode not in ("calibrated", "pweight"):
            raise ValueError(f"mode is 'calibrated' or 'pweight', not {mode!r}")
        return self.sample if mode == "calibrated" else self.given

    def _at(self, more: Mapping[str, object]) -> dict[str, object]:
        return {"level": self.level, **more}


def _managers(domain: str | None) -> str:
    return POPULATION if domain is None else f"{POPULATION} and ({domain}\n)"
