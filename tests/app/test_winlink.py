"""The .lnk maker against objects with real tables of methods, laid out as the Windows SDK says."""

import ctypes
import sys
import uuid
from pathlib import Path

import pytest

from libdesk.app import winlink

if sys.platform == "win32":
    CALLING = ctypes.WINFUNCTYPE
else:
    CALLING = ctypes.CFUNCTYPE
THIS, TEXT, NUMBER, ADDRESS = ctypes.c_void_p, ctypes.c_wchar_p, ctypes.c_int32, ctypes.c_void_p

# Every method of the two interfaces in the order of ShObjIdl_core.h and ObjIdl.h.
SHELL_LINK = (
    ("QueryInterface", (ADDRESS, ADDRESS)),
    ("AddRef", ()),
    ("Release", ()),
    ("GetPath", (ADDRESS, NUMBER, ADDRESS, NUMBER)),
    ("GetIDList", (ADDRESS,)),
    ("SetIDList", (ADDRESS,)),
    ("GetDescription", (ADDRESS, NUMBER)),
    ("SetDescription", (TEXT,)),
    ("GetWorkingDirectory", (ADDRESS, NUMBER)),
    ("SetWorkingDirectory", (TEXT,)),
    ("GetArguments", (ADDRESS, NUMBER)),
    ("SetArguments", (TEXT,)),
    ("GetHotkey", (ADDRESS,)),
    ("SetHotkey", (NUMBER,)),
    ("GetShowCmd", (ADDRESS,)),
    ("SetShowCmd", (NUMBER,)),
    ("GetIconLocation", (ADDRESS, NUMBER, ADDRESS)),
    ("SetIconLocation", (TEXT, NUMBER)),
    ("SetRelativePath", (TEXT, NUMBER)),
    ("Resolve", (ADDRESS, NUMBER)),
    ("SetPath", (TEXT,)),
)
PERSIST_FILE = (
    ("QueryInterface", (ADDRESS, ADDRESS)),
    ("AddRef", ()),
    ("Release", ()),
    ("GetClassID", (ADDRESS,)),
    ("IsDirty", ()),
    ("Load", (TEXT, NUMBER)),
    ("Save", (TEXT, NUMBER)),
    ("SaveCompleted", (TEXT,)),
    ("GetCurFile", (ADDRESS,)),
)

LINK = winlink.Link(
    target=Path("/Programs/Bücherei & Co/pythonw.exe"),
    arguments='-I -m libdesk --data "C:\\Daten für alle"',
    folder=Path("/Users/Jürgen"),
    icon=Path("/Programs/libdesk.ico"),
    description="The desk: 東京",
)


class Recorded:
    """Stands for ole32 and shell32, and keeps each call with what arrived on the far side."""

    def __init__(self, fails=()):
        self.calls = []
        self.fails = dict(fails)
        self.kept = []
        self.file = self._object("IPersistFile", PERSIST_FILE)
        self.link = self._object("IShellLinkW", SHELL_LINK)
        self.text = ctypes.create_unicode_buffer("C:\\Users\\Jürgen\\OneDrive\\Desktop")

    def _object(self, interface, methods):
        functions = [
            CALLING(NUMBER, THIS, *kinds)(self._method(f"{interface}.{name}"))
            for name, kinds in methods
        ]
        table = (ctypes.c_void_p * len(functions))(
            *(ctypes.cast(function, ctypes.c_void_p).value for function in functions)
        )
        instance = ctypes.c_void_p(ctypes.addressof(table))
        self.kept += [functions, table, instance]
        return ctypes.addressof(instance)

    def _method(self, name):
        def method(_this, *arguments):
            if name.endswith("QueryInterface"):
                asked, answer = arguments
                self.calls.append((name, uuid.UUID(bytes_le=ctypes.string_at(asked, 16))))
                ctypes.c_void_p.from_address(answer).value = self.file
            else:
                self.calls.append((name, *arguments))
            return self.fails.get(name, 0)

        return method

    def functions(self):
        return winlink.Functions(
            initialize=self._function("CoInitializeEx"),
            uninitialize=self._function("CoUninitialize"),
            create=self.create,
            known_folder=self.known_folder,
            free=lambda memory: self.calls.append(("CoTaskMemFree", memory.value)),
        )

    def _function(self, name):
        def function(*arguments):
            self.calls.append((name, *arguments))
            return self.fails.get(name, 0)

        return function

    def create(self, class_, outer, context, interface, answer):
        ids = (uuid.UUID(bytes_le=class_.raw), uuid.UUID(bytes_le=interface.raw))
        self.calls.append(("CoCreateInstance", ids[0], outer, context, ids[1]))
        answer._obj.value = self.link
        return self.fails.get("CoCreateInstance", 0)

    def known_folder(self, folder, flags, token, answer):
        folder_id = uuid.UUID(bytes_le=folder.raw)
        self.calls.append(("SHGetKnownFolderPath", folder_id, flags, token))
        answer._obj.value = ctypes.addressof(self.text)
        return self.fails.get("SHGetKnownFolderPath", 0)


def test_a_link_is_made_by_these_calls_in_this_order():
    shell = Recorded()
    winlink.write(Path("/Desktop/LibDesk ö.lnk"), LINK, shell.functions())
    assert shell.calls == [
        ("CoInitializeEx", None, 2),
        (
            "CoCreateInstance",
            uuid.UUID("{00021401-0000-0000-C000-000000000046}"),
            None,
            1,
            uuid.UUID("{000214F9-0000-0000-C000-000000000046}"),
        ),
        ("IShellLinkW.SetPath", str(LINK.target)),
        ("IShellLinkW.SetArguments", LINK.arguments),
        ("IShellLinkW.SetWorkingDirectory", str(LINK.folder)),
        ("IShellLinkW.SetIconLocation", str(LINK.icon), 0),
        ("IShellLinkW.SetDescription", LINK.description),
        ("IShellLinkW.QueryInterface", uuid.UUID("{0000010B-0000-0000-C000-000000000046}")),
        ("IPersistFile.Save", str(Path("/Desktop/LibDesk ö.lnk")), 1),
        ("IPersistFile.Release",),
        ("IShellLinkW.Release",),
        ("CoUninitialize",),
    ]


def test_a_refusal_names_the_windows_error_and_lets_everything_go():
    shell = Recorded(fails={"IPersistFile.Save": 0x80070005 - 2**32})
    with pytest.raises(OSError, match="0x80070005"):
        winlink.write(Path("/Desktop/LibDesk.lnk"), LINK, shell.functions())
    names = [call[0] for call in shell.calls]
    assert names[-3:] == ["IPersistFile.Release", "IShellLinkW.Release", "CoUninitialize"]


def test_no_object_means_no_calls_on_one():
    shell = Recorded(fails={"CoCreateInstance": 0x80040154 - 2**32})
    with pytest.raises(OSError, match="CoCreateInstance failed with 0x80040154"):
        winlink.write(Path("/Desktop/LibDesk.lnk"), LINK, shell.functions())
    assert [call[0] for call in shell.calls][2:] == ["CoUninitialize"]


def test_a_thread_that_was_set_up_otherwise_serves_too_and_is_left_as_it_was():
    shell = Recorded(fails={"CoInitializeEx": 0x80010106 - 2**32})
    winlink.write(Path("/Desktop/LibDesk.lnk"), LINK, shell.functions())
    names = [call[0] for call in shell.calls]
    assert "IPersistFile.Save" in names
    assert "CoUninitialize" not in names


@pytest.mark.parametrize(
    ("folder", "guid"),
    [
        (winlink.DESKTOP, "{B4BFCC3A-DB2C-424C-B029-7FE99A87C641}"),
        (winlink.PROGRAMS, "{A77F5D77-2E2B-44C3-A6A2-ABA601054A51}"),
    ],
)
def test_a_folder_is_asked_for_by_its_number_and_its_memory_given_back(folder, guid):
    shell = Recorded()
    found = winlink.known_folder(folder, shell.functions())
    assert str(found) == "C:\\Users\\Jürgen\\OneDrive\\Desktop"
    assert shell.calls == [
        ("SHGetKnownFolderPath", uuid.UUID(guid), 0, None),
        ("CoTaskMemFree", ctypes.addressof(shell.text)),
    ]


def test_a_folder_that_windows_does_not_know_is_an_error():
    shell = Recorded(fails={"SHGetKnownFolderPath": 0x80070002 - 2**32})
    with pytest.raises(OSError, match="SHGetKnownFolderPath failed with 0x80070002"):
        winlink.known_folder(winlink.DESKTOP, shell.functions())
    assert shell.calls[-1][0] == "CoTaskMemFree"


@pytest.mark.skipif(sys.platform != "win32", reason="asks the real Windows")
def test_windows_itself_makes_the_file(tmp_path):
    path = tmp_path / "LibDesk ö.lnk"
    winlink.write(path, LINK, winlink.windows())
    assert "東京".encode("utf-16-le") in path.read_bytes()
    assert winlink.known_folder(winlink.DESKTOP, winlink.windows()).is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has them")
def test_elsewhere_the_functions_of_windows_are_refused():
    with pytest.raises(OSError, match="only Windows"):
        winlink.windows()
