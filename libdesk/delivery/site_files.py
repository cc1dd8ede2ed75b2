"""The site file: all that another computer must be told, in one small file on the share.

It holds the shared folder and the desk's public keys, nothing secret; whoever is given it can file
reports that only this desk can open.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from libdesk import files, settings
from libdesk.delivery import drop
from libdesk.domain.places import Branch
from libdesk.files import DISK, FileSystem
from libdesk.services.errors import Unavailable
from libdesk.settings import Site

NAME = "libdesk-site"


def write(
    folder: Path, site: Site, branches: Sequence[Branch], disk: FileSystem = DISK
) -> dict[str, Path]:
    """Write a site file for every branch, and one for a computer that stands nowhere for good.

    A library with one branch gets one file.

    Args:
        folder: where they are put.
        site: what they tell; its branch is left out.
        branches: the library's branches.
        disk: the file system, or a drill's.

    Returns:
        The files by branch code; "" for the one without a branch.

    Raises:
        Unavailable: one of them could not be written.
    """
    codes = [branch.code for branch in branches]
    named = {"": codes[0]} if len(codes) == 1 else {"": "", **{code: code for code in codes}}
    written = {}
    for key, code in named.items():
        path = folder / (f"{NAME}-{key}.json" if key else f"{NAME}.json")
        try:
            files.write_json(path, settings.to_json(replace(site, branch=code)), disk=disk)
            drop.share_file(path, folder)
        except OSError as error:
            raise Unavailable(
                f"The site file {path} could not be written: {error.strerror}. Nothing else was "
                "changed. Choose another folder for it."
            ) from error
        written[key] = path
    return written
