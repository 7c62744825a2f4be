"""The synthetic data as deliveries, where programs beside the project look for them (see `synthetic`)."""

from deliveries.outputs import refuse_existing, write_private
from synthetic.delivery_files import WRITABLE, csv_text, seed_tables, typed_frame, write_delivery

__all__ = [
    "WRITABLE",
    "csv_text",
    "refuse_existing",
    "seed_tables",
    "typed_frame",
    "write_delivery",
    "write_private",
]
