"""Command line: `python -m publication --help`."""

import argparse
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from publication import pipeline, published_tables, waves
from publication.errors import NothingPublishedError, PublicationError
from publication.layout import Layout
from publication.serve import server
from publication.steps import Steps
from publication.summary import summary


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
        "--delivery",
        type=waves.folders,
        default=os.environ.get(pipeline.DELIVERY_VARIABLE) or (),
        help="folder of a delivery to build from instead of the seeds, or several, one per wave "
        f"(default: the environment variable {pipeline.DELIVERY_VARIABLE})",
    )
    export = commands.add_parser("export", help="write the published tables of a warehouse to Parquet")
    export.add_argument("--database", type=Path, help="warehouse to read (default: the published one)")
    export.add_argument("--output", type=Path, required=True, help="folder for the Parquet files")
    commands.add_parser("rollback", help="return to the publication before the current one")
    commands.add_parser("summary", help="say what is published")
    serve = commands.add_parser("serve", help="show the published site at a local address")
    serve.add_argument("--port", type=int, default=8000, help="0 lets the system choose (default: 8000)")
    serve.add_argument("--site", type=Path, help="folder to show (default: the published site)")
    return parser


def _serve(folder: Path, port: int) -> None:
    if not (folder / "index.html").is_file():
        raise NothingPublishedError(f"there is no site in {folder}; run `make build` first")
    try:
        running = server(folder, port)
    except OSError as error:
        raise PublicationError(
            f"port {port} cannot be used ({error.strerror}); choose another with PORT=... or --port"
        ) from None
    # An interrupt is how a person ends it, not a failure.
    with running, suppress(KeyboardInterrupt):
        print(f"http://127.0.0.1:{running.server_port}/  (Ctrl-C ends it)", flush=True)
        running.serve_forever()


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 after printing a named error."""
    options = _parser().parse_args(arguments)
    layout = Layout(options.root.resolve())
    # A terminated build must stop the programs it started, as an interrupted one does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        match options.command:
            case "build":
                built = pipeline.build(
                    layout, Steps(), publish=not options.no_publish, deliveries=options.delivery
                )
                print(f"built in {layout.shown(built.folder)}" if options.no_publish else summary(layout))
            case "export":
                written = published_tables.export(options.database or layout.database_link, options.output)
                print(f"{len(written)} tables written to {options.output}")
            case "rollback":
                left, shown = pipeline.rollback(layout)
                print(f"{shown.folder.name} is published again, in place of {left.folder.name}")
                print(summary(layout))
            case "summary":
                print(summary(layout))
            case "serve":
                _serve(options.site or layout.site_link, options.port)
    except PublicationError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was published stays as it was", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
