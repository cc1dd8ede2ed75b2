"""B81: a database lies on a disk of this computer, in no folder that a service syncs."""

import pytest

from libdesk.services.errors import Refusal
from libdesk.storage import location
from libdesk.storage.database import Database

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
//nas/it /mnt/it cifs rw 0 0
nas:/home /home/staff nfs4 rw 0 0
nas:/old /mnt/old\040share nfs rw 0 0
//nas/smb /mnt/smb smb3 rw 0 0
me@host: /home/kim/far fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sdb1 /mnt/it/stick vfat rw 0 0
tmpfs /tmp tmpfs rw 0 0
overlay /var/lib overlay rw 0 0
"""
ENVIRONMENT = {
    "OneDrive": r"C:\Users\kim\Company files",
    "OneDriveCommercial": r"C:\Users\kim\Work (sync)",
}


def trouble(path):
    return location.trouble(
        path,
        mounts=MOUNTS,
        environment=ENVIRONMENT,
        is_remote_drive=lambda drive: drive.upper() == "H:",
    )


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (r"\\server\share\libdesk.sqlite", "network path"),
        ("//server/share/libdesk.sqlite", "network path"),
        (r"\\?\UNC\server\share\libdesk.sqlite", "network path"),
        (r"H:\LibDesk\libdesk.sqlite", "drive H: is on the network"),
        (r"h:/LibDesk/libdesk.sqlite", "drive H: is on the network"),
        ("/mnt/it/libdesk/libdesk.sqlite", "cifs"),
        ("/mnt/smb/libdesk.sqlite", "smb"),
        ("/home/staff/kim/libdesk.sqlite", "nfs"),
        ("/mnt/old share/libdesk.sqlite", "nfs"),
        ("/home/kim/far/libdesk.sqlite", "sshfs"),
        ("/run/user/1000/gvfs/smb-share:server=nas/libdesk.sqlite", "gvfs"),
        (r"C:\Users\kim\OneDrive\libdesk.sqlite", "OneDrive"),
        (r"C:\Users\kim\OneDrive - Mill Valley Library\LibDesk\libdesk.sqlite", "OneDrive"),
        (r"c:\users\KIM\company files\libdesk.sqlite", "OneDrive"),
        (r"C:\Users\kim\Work (sync)\LibDesk\libdesk.sqlite", "OneDrive"),
        ("/Users/kim/Library/CloudStorage/OneDrive-Personal/libdesk.sqlite", "OneDrive"),
        ("/home/kim/Dropbox/libdesk.sqlite", "Dropbox"),
        (r"D:\Dropbox (Library)\IT\libdesk.sqlite", "Dropbox"),
        (r"G:\My Drive\libdesk.sqlite", "Google Drive"),
        ("/home/kim/Google Drive/libdesk.sqlite", "Google Drive"),
        ("/Users/kim/Library/CloudStorage/GoogleDrive-kim@x.org/libdesk.sqlite", "Google Drive"),
        ("/Users/kim/Library/Mobile Documents/com~apple~CloudDocs/libdesk.sqlite", "iCloud"),
        ("/home/kim/Nextcloud/LibDesk/libdesk.sqlite", "Nextcloud"),
    ],
)
def test_b81_each_kind_of_far_or_synced_folder_is_refused_by_name(path, named):
    sentence = trouble(path)
    assert named in sentence
    assert path in sentence
    assert "PostgreSQL" in sentence
    assert "own disk" in sentence


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\kim\AppData\Local\LibDesk\libdesk.sqlite",
        r"C:\Users\kim\Company files of old\libdesk.sqlite",
        r"\\?\C:\Users\kim\AppData\Local\LibDesk\libdesk.sqlite",
        r"D:\LibDesk\libdesk.sqlite",
        "/home/kim/.local/share/LibDesk/libdesk.sqlite",
        "/home/kim/farther/libdesk.sqlite",
        "/mnt/it/stick/libdesk.sqlite",
        "/var/lib/LibDesk/libdesk.sqlite",
        "/tmp/libdesk.sqlite",
        "/srv/dropboxes/libdesk.sqlite",
        "/srv/LibDesk/OneDrive",
        "/srv/my drives/libdesk.sqlite",
    ],
)
def test_b81_a_folder_on_this_computer_is_accepted(path):
    assert trouble(path) == ""


def test_b81_a_link_to_a_synced_folder_is_refused_too(tmp_path, clock):
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    link = tmp_path / "data"
    link.symlink_to(synced)
    with pytest.raises(Refusal, match="Dropbox"):
        Database.open(link / "libdesk.sqlite", now=clock)
    assert list(synced.iterdir()) == []


def test_b81_nothing_is_made_where_a_database_is_refused(tmp_path, clock):
    path = tmp_path / "OneDrive" / "LibDesk" / "libdesk.sqlite"
    with pytest.raises(Refusal, match="OneDrive"):
        Database.open(path, now=clock)
    assert list(tmp_path.iterdir()) == []


def test_this_computer_is_asked_when_nothing_is_passed_in(tmp_path):
    assert location.trouble(tmp_path / "libdesk.sqlite") == ""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"C:\Users\kim\OneDrive - Mill Valley Library\LibDesk", "OneDrive"),
        (r"C:\Users\kim\OneDrive", "OneDrive"),
        (r"C:\Users\kim\Company files", "OneDrive"),
        ("/home/kim/Dropbox", "Dropbox"),
        (r"\\server\libdesk", ""),
        ("/srv/libdesk/", ""),
    ],
)
def test_a_folder_that_a_service_syncs_is_known_by_the_service(path, service):
    assert location.syncing_service(path, environment=ENVIRONMENT) == service
