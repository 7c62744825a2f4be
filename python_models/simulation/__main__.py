"""Command line: ``python -m simulation`` (or ``make simulation``)."""

import argparse
import csv
import os
import sys
import time
from pathlib import Path

import numpy as np
from tqdm import tqdm

from simulation.population import read_population
from simulation.study import collect, run, truth

SEED = 1
# Shares near 5, 43 and 90 per cent, of all managers and of small domains; means; all terms of a regression.
ESTIMATES = (
    "trained|all|1",
    "training_status|all|1",
    "training_status|all|2",
    "desire|all|1",
    "desire|all|4",
    "leader_type|all|3",
    "financing_1|all|1",
    "financing_2|all|1",
    "training_level_6|all|1",
    "training_level_1|all|1",
    "priority_agree|all|4;5",
    "trained_by_education|1|1",
    "trained_by_industry9|2|1",
    "trained_by_industry9|5|1",
    "trained_by_organisation_size|1|1",
    "priority_agree_by_industry|2|4;5",
    "q24_1_high|all|4;5",
    "desire_mean|all|mean",
    "desire_mean_by_education|1|mean",
    "resource_index_by_industry|2|mean",
    "q23_5_by_leader_type|3|mean",
    "q23_6_mean|all|mean",
    "q24_3_by_leader_type|3|mean",
)
MODEL = "trained_1"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m simulation", description=__doc__)
    parser.add_argument("--warehouse", type=Path, default=Path("warehouse/manager_training.duckdb"))
    parser.add_argument("--samples", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--output", type=Path, default=Path("docs/coverage.csv"))
    options = parser.parse_args(arguments)
    if not options.warehouse.exists():
        print(f"{options.warehouse} is not there; run 'make build' first", file=sys.stderr)
        return 1
    population = read_population(options.warehouse, ESTIMATES, MODEL, SEED)
    true = truth(population)
    started = time.monotonic()
    progress = tqdm(
        run(population, options.samples, SEED, options.workers),
        total=options.samples,
        unit="sample",
        disable=None,
    )
    draws = collect(list(progress))
    covered = (draws.ci_low <= true.values) & (true.values <= draws.ci_high)
    with options.output.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["name", "kind", "samples", "population_value", "mean_estimate", "bias_in_std_errors",
             "std_error_ratio", "coverage"]
        )  # fmt: skip
        spread = draws.estimate.std(axis=0, ddof=1)
        for k, (name, kind, value) in enumerate(zip(true.names, true.kinds, true.values, strict=True)):
            mean = draws.estimate[:, k].mean()
            # Samples without an interval (nobody in the domain has the outcome) count as not covering.
            usual = np.sqrt(np.nanmean(draws.std_error[:, k] ** 2))
            numbers = (
                f"{value:.6g}",
                f"{mean:.6g}",
                f"{(mean - value) / spread[k]:.3f}",
                f"{usual / spread[k]:.3f}",
                f"{covered[:, k].mean():.4f}",
            )
            writer.writerow([name, kind, options.samples, *numbers])
    rates = covered.mean(axis=0)
    print(
        f"{options.samples} samples of {draws.n.mean():.0f} respondents on average, {draws.refused} draws "
        f"refused, {time.monotonic() - started:.0f} s\ncoverage {rates.min():.4f} to {rates.max():.4f}: "
        f"{options.output}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
