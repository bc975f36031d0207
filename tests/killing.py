"""What a process that shares in the work does when it is killed."""

import signal


def killed(*_arguments: object) -> None:
    """Stand for the work of a process; nothing can be caught of it."""
    signal.raise_signal(signal.SIGKILL)
