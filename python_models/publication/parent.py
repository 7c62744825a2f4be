"""A build ends with whoever asked for it: `make` killed alone would leave it going on unseen."""

import os
import signal
import threading
import time

SECONDS_BETWEEN_LOOKS = 0.5


def end_with(process_id: int) -> None:
    """Have this process terminated, as by a person, once `process_id` is not its parent any more."""

    def watch() -> None:
        while os.getppid() == process_id:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
