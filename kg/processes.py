"""Processes of this machine."""

import os


def process_runs(pid: int) -> bool:
    """Whether a process with this number runs, whoever's it is."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # alive, and someone else's
        return True
    return True
