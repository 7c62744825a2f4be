"""What the check accepts does not fail in the build: every model and test on deliveries changed at random."""

from deliveries_accepted import failing
from deliveries_later import SLOW, Later


def test_what_the_check_accepts_is_built(default_build):
    """Two deliveries here; `python tests/python/deliveries/deliveries_accepted.py` builds forty."""
    later = Later(default_build.target, SLOW)
    # Most of the project, or nothing would be proved.
    assert len(later.names("model")) > 100
    assert len(later.names("test")) > 100
    for names, failures in failing(later, 2, seed=3):
        assert not failures, names
