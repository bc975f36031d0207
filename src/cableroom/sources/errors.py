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


class FileChanged(CableroomError):
    """The file was written to while it was read; what was read of it is kept as read."""

    code = "file-changed"
    hint = "import it again when nobody writes to it; what is already stored is skipped"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} was changed while it was read")


class TypeUnsupported(CableroomError):
    """The content is of no format that we read."""

    code = "unsupported-type"
    hint = "see docs/telegram.md for the formats; `--as FORMAT` names one where detection fails"

    def __init__(self, file: str, *, mhtml: bool = False) -> None:
        """mhtml: it is a page that a browser saved as a mail."""
        if mhtml:
            self.hint = "open it in a browser and save it as HTML"
        what = "a page saved as MHTML, which is not read" if mhtml else "of no known format"
        super().__init__(f"{shown(file)} is {what}")


class OwnArchiveOffered(CableroomError):
    """A vault, a generation, a backup of one, or another file that we wrote, was offered as import."""

    code = "own-archive"
    hint = (
        "import the files the cables came in; `cableroom --home DIR` opens an archive, "
        "`cableroom restore` a backup"
    )

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{shown(file)} is {what}, no file of cables")


class ArchiveOverLimit(CableroomError):
    """An archive of more members or bytes than any collection of cables needs: it may be a bomb."""

    code = "archive-over-limit"
    hint = "unpack it yourself where there is room, look at it, and import the folder"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} holds too many members, or unpacks to too much")


class ArchiveDamaged(CableroomError):
    """An archive that is cut off or broken; what comes before the fault is read."""

    code = "archive-damaged"
    hint = "get the archive again; what is already stored is skipped"

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{shown(file)} is damaged: {reason}")


class ArchiveEncrypted(CableroomError):
    """An archive that is locked with a password as a whole."""

    code = "archive-encrypted"
    hint = "unpack it with its password, and import the folder"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} is encrypted")


class ArchiveMethodUnknown(CableroomError):
    """An archive packed by a method that we do not read."""

    code = "archive-method-unknown"
    hint = "unpack it, and import the folder"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} is packed in a way that is not read here")


class ArchiveNested(CableroomError):
    """An archive inside an archive."""

    code = "archive-nested"
    hint = "unpack the outer archive, and import the folder"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} is an archive inside an archive")


class SevenZipMissing(CableroomError):
    """A 7z archive, and the library that reads them is not installed."""

    code = "sevenzip-missing"
    hint = "run `pip install 'cableroom[sevenzip]'`, or unpack the archive and import the folder"

    def __init__(self, file: str) -> None:
        super().__init__(f"{shown(file)} is a 7z archive, which is read with the extra `sevenzip`")


class HeaderRefused(CableroomError):
    """The first row names other columns than those we read."""

    code = "csv-header"

    def __init__(self, file: str, *, faults: list[str], hint: str) -> None:
        super().__init__(f"{shown(file)} has other columns: {'; '.join(faults)}")
        self.hint = hint


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
