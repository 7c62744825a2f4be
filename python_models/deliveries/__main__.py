"""Command line: `python -m deliveries --help`."""

import argparse
import shlex
import signal
import sys
from pathlib import Path

from deliveries import contract
from deliveries.delivery import canonical_csv, inspect_delivery, read_delivery
from deliveries.errors import DeliveryError
from deliveries.outputs import refuse_existing, write_private
from deliveries.prepare import prepare
from deliveries.report import report
from synthetic import delivery_files, second_wave


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m deliveries", description="Check, convert and write deliveries (docs/deliveries.md)."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check a delivery and print its report (counts only)")
    check.add_argument(
        "folder", type=Path, help="folder with register.*, population.*, survey.*, catalogue.*"
    )
    check.add_argument("--report", type=Path, help="write the report to this new file instead")
    start = commands.add_parser(
        "prepare",
        help="write delivery.yml, mapping.csv with guesses and a data dictionary beside the data files",
    )
    start.add_argument(
        "folder", type=Path, help="folder with register.*, population.*, survey.*, catalogue.*"
    )
    start.add_argument("--wave", type=int, help="year of the field work; else that of the project")
    convert = commands.add_parser("convert", help="write a checked delivery as canonical CSV, like the seeds")
    convert.add_argument("folder", type=Path, help="folder of the delivery")
    convert.add_argument("--output", type=Path, required=True, help="new folder for the CSV files")
    synthetic = commands.add_parser("write", help="write the synthetic data of the seeds as a delivery")
    synthetic.add_argument(
        "--format", required=True, choices=delivery_files.WRITABLE, help="format of the files"
    )
    synthetic.add_argument("--output", type=Path, required=True, help="new folder for the delivery")
    synthetic.add_argument(
        "--wave",
        type=int,
        choices=(2024, second_wave.WAVE),
        default=2024,
        help="the second wave is for tests",
    )
    return parser


def _say(step: str) -> None:
    """Progress goes where it does not end up in a report."""
    print(f"{step} ...", file=sys.stderr, flush=True)


def _check(folder: Path, to: Path | None) -> None:
    if to:
        refuse_existing(to)
    delivery = inspect_delivery(folder, _say)
    text = report(delivery)
    if to:
        write_private(to, text.encode("utf-8"))
    else:
        print(text, end="", flush=True)
    if delivery.problems:
        raise DeliveryError(delivery.problems)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, 1 after printing every problem of the delivery, or 130 when stopped."""
    options = _parser().parse_args(arguments)
    # Ends like Ctrl-C, so that what a large delivery put on the disk goes.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        match options.command:
            case "check":
                _check(options.folder, options.report)
            case "prepare":
                paths, notes = prepare(options.folder, options.wave, _say)
                print(*paths, *notes, sep="\n")
                print(
                    "Look at each guess, correct it, empty its cell; then: make check DELIVERY="
                    + shlex.quote(str(options.folder))
                )
            case "convert":
                refuse_existing(options.output)
                for source, table in read_delivery(options.folder, _say).tables.items():
                    path = options.output / f"{contract.SOURCES[source]}.csv"
                    write_private(path, canonical_csv(table))
                    print(path)
            case "write":
                tables = delivery_files.seed_tables()
                if options.wave == second_wave.WAVE:
                    tables = second_wave.second_wave(tables)
                delivery_files.write_delivery(tables, options.format, options.output, options.wave)
                print(options.output)
    except DeliveryError as error:
        print(f"DeliveryError: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
