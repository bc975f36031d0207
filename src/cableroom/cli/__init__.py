"""The command lines: options, progress bars, exit status. No work is done here."""
