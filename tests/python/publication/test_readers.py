"""Readers in processes of their own, while releases come and go: each sees one whole state, and no error."""

import os
import subprocess
import sys
from pathlib import Path

from publication_miniature import make_candidate

from publication import release

HERE = Path(__file__).parent
# Opens what the fixed names lead to, or holds it open for some rounds; for each line of input it reads a few
# times and prints the states. `state_of` compares database, exports, page and manifest with each other.
READER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
import duckdb
from publication_miniature import page_number, state_of
from publication import release
from publication.layout import Layout
layout, rounds_held = Layout(Path(sys.argv[1])), int(sys.argv[2])
query = "select count(*) - 1, max(number) from published.pub_replication"
print("ready", flush=True)
held, rounds = None, 0
for line in sys.stdin:
    states = []
    if held is None or rounds % rounds_held == 0:
        held = duckdb.connect(str(layout.database_link), read_only=True)
        at_first = held.execute(query).fetchone()
    rounds += 1
    for _ in range(4):
        if rounds_held == 1:
            found = release.current(layout)
            states.append(state_of(found, found.database))
            with duckdb.connect(str(layout.database_link), read_only=True) as connection:
                counted, largest = connection.execute(query).fetchone()
            assert counted == largest, (counted, largest)
            states.append(counted)
            page_number(layout.site_link)
        else:
            assert held.execute(query).fetchone() == at_first
            states.append(at_first[0])
    print(*states, flush=True)
"""


class Reader:
    """A process that reads when told to."""

    def __init__(self, layout, rounds_held: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READER, str(layout.root), str(rounds_held), str(HERE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n"

    def begin(self) -> None:
        self.process.stdin.write("read\n")
        self.process.stdin.flush()

    def states(self) -> list[int]:
        line = self.process.stdout.readline()
        assert line, "the reader ended with an error"
        return [int(state) for state in line.split()]


def test_readers_see_the_old_state_or_the_new_one(layout):
    release.publish(layout, make_candidate(layout, 1))
    opening, holding = Reader(layout, 1), Reader(layout, 5)
    published, held = 1, None
    for number in range(2, 16):
        before, new = published, number
        # Every fourth time back instead; a rollback needs something published since the last.
        back = number % 4 == 0
        candidate = None if back else make_candidate(layout, number)
        opening.begin()
        holding.begin()
        if back:
            release.rollback(layout)
            new = published = number - 2
        else:
            release.publish(layout, candidate)
            published = number
        states = opening.states()
        assert set(states) <= {before, new}
        # Where it once saw the new state, it does not see the old one again.
        assert states == sorted(states, key=lambda state: state == new)
        if (number - 2) % 5 == 0:
            held = {before, new}
        seen = set(holding.states())
        assert len(seen) == 1
        assert seen <= held, "a held file changed under its reader"
    for reader in (opening, holding):
        reader.process.communicate(timeout=60)
        assert reader.process.returncode == 0
    assert os.readlink(layout.current).startswith("releases/")
