"""Publish the warehouse and the site, go back, look at them. `make build` and its neighbours call this."""

import argparse
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import duckdb

from publication import parent, pipeline, preflight, published_tables, release, verification, waves
from publication.errors import NothingPublishedError, PublicationError, remedy, sentence
from publication.layout import Layout, Release
from publication.serve import server
from publication.steps import MEMORY_NEEDED, Steps
from publication.summary import summary

INTERRUPTED = 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m publication", description=__doc__)
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), help="folder of the project (default: the current one)"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build, test and publish the warehouse and the site")
    build.add_argument(
        "--no-publish", action="store_true", help="stop before the swap and leave the build there"
    )
    build.add_argument(
        "--again", action="store_true", help="build also where nothing has changed since the last publication"
    )
    build.add_argument(
        "--delivery",
        type=waves.folders,
        default=(),
        help="folder of a delivery to build from instead of the seeds, or several, one per wave",
    )
    build.add_argument(
        "--packages",
        type=int,
        metavar="DESCRIPTOR",
        help="wait, before the site is drawn, for a line from here: its packages are installed",
    )
    build.add_argument(
        "--parent", type=int, metavar="PROCESS", help="stop when this process, the parent, has ended"
    )
    export = commands.add_parser("export", help="write the published tables of a warehouse to Parquet")
    export.add_argument("--database", type=Path, help="warehouse to read (default: the published one)")
    export.add_argument("--output", type=Path, required=True, help="folder for the Parquet files")
    commands.add_parser("rollback", help="return to the publication before the current one")
    commands.add_parser("summary", help="say what is published")
    commands.add_parser("verify", help="compare what is published with its digests, file by file")
    serve = commands.add_parser("serve", help="show the published site at a local address")
    serve.add_argument("--port", type=int, default=8000, help="0 lets the system choose (default: 8000)")
    serve.add_argument("--site", type=Path, help="folder to show (default: the published site)")
    return parser


def _build(layout: Layout, options: argparse.Namespace) -> str:
    if options.parent:
        parent.end_with(options.parent)
    steps = Steps()
    steps.remark(*preflight.check(layout))
    built = pipeline.build(
        layout,
        steps,
        publish=not options.no_publish,
        again=options.again,
        deliveries=options.delivery,
        packages=options.packages,
    )
    return f"built in {layout.shown(built.folder)}" if options.no_publish else summary(layout)


def _rollback(layout: Layout) -> str:
    left, shown = pipeline.rollback(layout)
    instead = f", in place of {left.folder.name}" if left else ""
    return f"{shown.folder.name} is published again{instead}\n{summary(layout)}"


def _export(layout: Layout, options: argparse.Namespace) -> str:
    database = options.database or layout.database_link
    may_be_empty = published_tables.may_be_empty(Release(database.resolve().parent).dbt_manifest)
    written = published_tables.export(database, options.output, may_be_empty=may_be_empty)
    return f"{len(written)} tables written to {options.output}"


def _serve(layout: Layout, options: argparse.Namespace) -> None:
    folder = options.site or layout.site_link
    if not (folder / "index.html").is_file():
        raise NothingPublishedError(f"there is no site in {folder}; run `make build` first")
    try:
        running = server(folder, options.port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PublicationError(
            f"port {options.port} cannot be used ({reason}); choose another with PORT=... or --port"
        ) from None
    # An interrupt is how a person ends it, not a failure.
    with running, suppress(KeyboardInterrupt):
        print(f"http://127.0.0.1:{running.server_port}/  (Ctrl-C ends it)", flush=True)
        running.serve_forever()


def _run(layout: Layout, options: argparse.Namespace) -> None:
    match options.command:
        case "build":
            said = _build(layout, options)
        case "export":
            said = _export(layout, options)
        case "rollback":
            said = _rollback(layout)
        case "summary":
            said = summary(layout)
        case "verify":
            said = verification.report(layout)
        case "serve":
            return _serve(layout, options)
    print(said, flush=True)


def _state(layout: Layout, before: Release | None) -> str:
    """What is published after something went wrong, compared with what was."""
    now = release.linked(layout)
    if now != before and now is not None:
        return f"{now.folder.name} is published"
    return "what was published stays as it was" if now else "nothing is published"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or another code after saying in a sentence what went wrong."""
    options = _parser().parse_args(arguments)
    layout = Layout(options.root.resolve())
    # A terminated build must stop the programs it started, as an interrupted one does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    before = release.linked(layout)
    code, problem = 1, None
    try:
        _run(layout, options)
        return 0
    except PublicationError as error:
        problem = f"{type(error).__name__}: {error}"
    except KeyboardInterrupt:
        code, problem = INTERRUPTED, "stopped"
    except BrokenPipeError:
        problem = "stopped, because nobody reads its output any more"
        # Python flushes what is left at its end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        problem = f"{type(error).__name__}: {sentence(error)}"
    except (MemoryError, duckdb.OutOfMemoryException):
        problem = f"memory ran out; {MEMORY_NEEDED}"
    except duckdb.IOException as error:
        problem = f"DuckDB: {str(error).splitlines()[0]}; {remedy(str(error))}"
    except duckdb.Error as error:
        # Not in DuckDB's words, which may quote the data they complain of.
        problem = (
            f"DuckDB failed ({type(error).__name__}); `make verify` says whether what is published is whole"
        )
    with suppress(BrokenPipeError):
        if options.command in ("build", "rollback"):
            problem += ("\n" if "\n" in problem else "; ") + _state(layout, before)
        print(problem, file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
