"""Is there room?  Asked before much is written, so that nobody waits half an hour for a refusal."""

import shutil
from pathlib import Path

from cableroom.private.vault.backup_errors import RoomMissing


def make_sure_of_room(*needs: tuple[Path, int]) -> None:
    """Raise RoomMissing where a disk has less room than all that is to be written to it.

    needs: folders that exist, and bytes; two folders may lie on one disk.
    """
    disks: dict[int, int] = {}
    for folder, size in needs:
        disk = folder.stat().st_dev
        disks[disk] = needed = disks.get(disk, 0) + size
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise RoomMissing(f"{folder} has room for {free:,} bytes, and {needed:,} are needed there")
