"""Where a SQLite database may lie: on a disk of this computer, in no folder that a service syncs.

SQLite does not vouch for locks over a network (sqlite.org/useovernet.html), and a syncing service
copies half-written files. Both lose data without a word, so both are refused with a way that works.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

_ALTERNATIVE = (
    "Choose a folder on this computer's own disk. To collect from other computers, name the shared "
    "folder as the place where reports are dropped; for several desks use a PostgreSQL server."
)
_NETWORK_KINDS = {
    "cifs": "a Windows share (cifs)",
    "smb": "a Windows share (smb)",
    "smb2": "a Windows share (smb)",
    "smb3": "a Windows share (smb)",
    "smbfs": "a Windows share (smb)",
    "nfs": "a network disk (nfs)",
    "nfs4": "a network disk (nfs)",
    "afpfs": "a network disk (afp)",
    "ncpfs": "a network disk (ncp)",
    "ceph": "a network disk (ceph)",
    "glusterfs": "a network disk (gluster)",
    "davfs": "a web folder (dav)",
    "vboxsf": "a folder of another system (VirtualBox)",
    "fuse.sshfs": "a network disk (sshfs)",
    "fuse.gvfsd-fuse": "a network folder (gvfs)",
    "fuse.glusterfs": "a network disk (gluster)",
    "fuse.rclone": "a folder in the cloud (rclone)",
    "fuse.davfs": "a web folder (dav)",
    "fuse.vmhgfs-fuse": "a folder of another system (VMware)",
    "fuse.google-drive-ocamlfuse": "Google Drive",
}
_SYNCED_NAMES = {
    re.compile(r"onedrive($| - |-)", re.IGNORECASE): "OneDrive",
    re.compile(r"dropbox($| \()", re.IGNORECASE): "Dropbox",
    re.compile(r"(google ?drive($|-)|googledrive|my drive$)", re.IGNORECASE): "Google Drive",
    re.compile(r"(icloud ?drive$|com~apple~clouddocs$)", re.IGNORECASE): "iCloud Drive",
    re.compile(r"nextcloud$", re.IGNORECASE): "Nextcloud",
    re.compile(r"owncloud$", re.IGNORECASE): "ownCloud",
}
_SYNC_VARIABLES = {
    "OneDrive": "OneDrive",
    "OneDriveCommercial": "OneDrive",
    "OneDriveConsumer": "OneDrive",
}
_OCTAL = re.compile(r"\\([0-7]{3})")
_DRIVE = re.compile(r"[A-Za-z]:")
_REMOTE_DRIVE = 4
"""GetDriveTypeW's answer for a drive on the network (fileapi.h)."""


def trouble(
    path: str | PurePath,
    *,
    mounts: str | None = None,
    environment: Mapping[str, str] | None = None,
    is_remote_drive: Callable[[str], bool] | None = None,
) -> str:
    """Return why a database may not lie at `path`, and what to do instead; "" when it may.

    Args:
        path: the file; it need not exist yet.
        mounts: the text of /proc/self/mounts; read there when None.
        environment: the environment variables; this process's own when None.
        is_remote_drive: says whether a drive such as "H:" is on the network; Windows is asked when
            None.
    """
    place = _place(str(path), mounts, environment, is_remote_drive)
    if not place:
        return ""
    return (
        f"The database can't lie in {path}: that is {place}, where a database can be damaged "
        f"without anybody noticing. {_ALTERNATIVE}"
    )


def syncing_service(path: str | PurePath, *, environment: Mapping[str, str] | None = None) -> str:
    """Return the service that copies what lies in a folder, such as "OneDrive"; "" for none.

    Args:
        path: the folder.
        environment: as for `trouble`.
    """
    slashed = str(path).replace("\\", "/").rstrip("/")
    return _synced(f"{slashed}/", os.environ if environment is None else environment)


def _place(
    path: str,
    mounts: str | None,
    environment: Mapping[str, str] | None,
    is_remote_drive: Callable[[str], bool] | None,
) -> str:
    slashed = path.replace("\\", "/")
    if slashed.startswith("//?/") and not slashed.upper().startswith("//?/UNC/"):
        slashed = slashed[4:]
    if slashed.startswith("//"):
        return "on another computer (a network path)"
    if _DRIVE.match(slashed) and (is_remote_drive or _is_remote_drive)(slashed[:2]):
        return f"on another computer (drive {slashed[:2].upper()} is on the network)"
    if synced := _synced(slashed, os.environ if environment is None else environment):
        return f"a folder that {synced} copies"
    return "" if _DRIVE.match(slashed) else _mounted(slashed, mounts)


def _synced(slashed: str, environment: Mapping[str, str]) -> str:
    for variable, service in _SYNC_VARIABLES.items():
        root = environment.get(variable, "").replace("\\", "/").rstrip("/").lower()
        if root and f"{slashed.lower()}/".startswith(f"{root}/"):
            return service
    parts = slashed.split("/")[:-1]
    return next(
        (name for part in parts for sign, name in _SYNCED_NAMES.items() if sign.match(part)), ""
    )


def _mounted(path: str, mounts: str | None) -> str:
    if mounts is None:
        listing = Path("/proc/self/mounts")
        mounts = listing.read_text("utf-8", "replace") if listing.is_file() else ""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = _OCTAL.sub(lambda code: chr(int(code.group(1), 8)), parts[1]).rstrip("/")
        if f"{path}/".startswith(f"{point}/") and len(point) >= len(best):
            best, kind = point, parts[2]
    return _NETWORK_KINDS.get(kind, "")


def _is_remote_drive(drive: str) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        kind: int = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")
        return kind == _REMOTE_DRIVE
    return False
