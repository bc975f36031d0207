"""Files that no record is read from.  They name the file, never what stands in it."""

from cableroom.errors import CableroomError


class FileMissing(CableroomError):
    """There is no file of this name."""

    code = "file-missing"
    hint = "check the path; nothing was read from it"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} does not exist")


class FileUnreadable(CableroomError):
    """The system does not let us read the file."""

    code = "file-unreadable"
    hint = "check the permissions and the disk, then import it again; what is already stored is skipped"

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{shown(file)} cannot be read: {reason}")


class NotRegularFile(CableroomError):
    """A symbolic link, directory, pipe, socket or device where a file is needed."""

    code = "not-a-regular-file"
    hint = "name the file itself; links, pipes and devices are never read"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} is no regular file")


class FileOverLimit(CableroomError):
    """The file is larger than the import takes."""

    code = "file-over-limit"
    hint = "split the file at the end of a record"

    def __init__(self, file: str, *, limit: int) -> None:
        super().__init__(f"{shown(file)} has more than {limit} bytes")


class TypeUnsupported(CableroomError):
    """The content is of no format that we read."""

    code = "unsupported-type"
    hint = "see docs/telegram.md for the formats; `--as FORMAT` names one where detection fails"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} is of no known format")


class OwnArchiveOffered(CableroomError):
    """A vault, a generation or a backup of one was offered as import."""

    code = "own-archive"
    hint = "import the files the cables came in; use `cableroom --home DIR` to open an archive"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} is an archive or a database, no file of cables")


class HeaderRefused(CableroomError):
    """The first row names other columns than the eight we read."""

    code = "csv-header"

    def __init__(self, file: str, *, faults: list[str], expected: tuple[str, ...]) -> None:
        super().__init__(f"{shown(file)} has other columns: {'; '.join(faults)}")
        self.hint = f"bring the columns into this order: {', '.join(expected)}"


class FormatUnknown(CableroomError):
    """``--as`` names a format that does not exist."""

    code = "format-unknown"

    def __init__(self, name: str, *, known: list[str]) -> None:
        super().__init__(f"{shown(name)} is no source format")
        self.hint = f"use one of: {', '.join(known)}"


def shown(name: str) -> str:
    """Return a file name that is safe on a terminal: no control or direction characters."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape", "surrogatepass").decode("ascii")
        for letter in name
    )
