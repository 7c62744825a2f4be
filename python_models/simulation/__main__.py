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
    "is_trained=1@all_managers",
    "training_status=1@all_managers",
    "training_status=2@all_managers",
    "desire=1@all_managers",
    "desire=4@all_managers",
    "leader_type=3@all_managers",
    "q22_1=1@financing_known",
    "q22_2=1@financing_known",
    "q19_6=1@trained",
    "q19_1=1@trained",
    "q16_1=4;5@all_managers",
    "is_trained=1@all_managers|education=1",
    "is_trained=1@all_managers|industry9=2",
    "is_trained=1@all_managers|industry9=5",
    "is_trained=1@size_known|organisation_size=1",
    "q16_1=4;5@all_managers|industry9=2",
    "q24_1=4;5@not_taken_any",
    "desire=mean@all_managers",
    "desire_points=mean@all_managers|education=1",
    "resource_index=mean@resources_any|industry9=2",
    "q23_5=mean@start_individual_any|leader_type=3",
    "q23_6=mean@start_organisational_any",
    "q24_3=mean@not_taken_any|leader_type=3",
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
