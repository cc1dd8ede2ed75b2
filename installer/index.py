"""Getting pip itself, for a Python that came without it (Debian's python3 without python3-venv).

The wheel is looked for where pip would look: its environment variables, its configuration files,
then PyPI. Only an HTML listing is relied on, and the file is used only if its hash is the one here.
"""

import base64
import configparser
import hashlib
import os
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from installer.console import Stop, say

PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
PYPI = "https://pypi.org/simple"
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora
    "/etc/ssl/ca-bundle.pem",  # openSUSE
)
_LARGEST = 20_000_000  # bytes; pip's wheel has 2 million, its listing 0.1 million


@dataclass(frozen=True)
class Sources:
    """Where pip is told to look.

    Args:
        index: the address of the package index.
        listings: addresses of pages or folders that may list the wheel, in order of preference.
        certificates: a file or folder of certificate authorities, or "" for Python's own.
        proxy: a proxy's address, or "" for the environment's own.
        timeout_s: how long to wait for an answer, in seconds.
    """

    index: str
    listings: tuple[str, ...]
    certificates: str
    proxy: str
    timeout_s: float


def sources(environ: Mapping[str, str] = os.environ) -> Sources:
    """Work out pip's sources from its variables and configuration files.

    https://pip.pypa.io/en/stable/topics/configuration/ gives the names and which one wins.
    """
    said = _configured(_config_files(environ))
    said |= {
        key.removeprefix("PIP_").lower().replace("_", "-"): value
        for key, value in environ.items()
        if key.startswith("PIP_") and value
    }
    first = said.get("index-url") or PYPI
    indexes = [first, *said.get("extra-index-url", "").split()]
    if said.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        indexes = []
    listings = said.get("find-links", "").split() + [
        f"{index.rstrip('/')}/pip/" for index in indexes
    ]
    try:
        timeout_s = float(said.get("timeout") or said.get("default-timeout") or 15)
    except ValueError:
        timeout_s = 15.0
    trusted = said.get("cert") or certificates(environ)
    return Sources(first, tuple(listings), trusted or "", said.get("proxy", ""), timeout_s)


def certificates(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the file or folder of certificate authorities to trust.

    Returns:
        "" for Python's own default, None where there is nothing to trust anybody by.
    """
    for name in ("PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if environ.get(name):
            return environ[name]
    default = ssl.get_default_verify_paths()
    if default.cafile or (default.capath and any(Path(default.capath).glob("*.0"))):
        return ""
    # A bare Debian has the bundle but not the link by which OpenSSL finds it.
    return next((bundle for bundle in _BUNDLES if Path(bundle).is_file()), None)


def _config_files(environ: Mapping[str, str]) -> list[Path]:
    """Return pip's configuration files, those that win last."""
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return []
    home = Path.home()
    if sys.platform == "win32":
        machine = [Path(environ.get("PROGRAMDATA", "C:/ProgramData")) / "pip" / "pip.ini"]
        user = [home / "pip" / "pip.ini", Path(environ.get("APPDATA", home)) / "pip" / "pip.ini"]
    else:
        machine = [Path("/etc/xdg/pip/pip.conf"), Path("/etc/pip.conf")]
        if sys.platform == "darwin":
            machine.insert(0, Path("/Library/Application Support/pip/pip.conf"))
        settings = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
        user = [home / ".pip" / "pip.conf", settings / "pip" / "pip.conf"]
    return machine + user + ([Path(named)] if named else [])


def _configured(files: list[Path]) -> dict[str, str]:
    """Read the settings that count for `pip install`; a file that cannot be read says nothing."""
    said: dict[str, str] = {}
    for file in files:
        parser = configparser.RawConfigParser()
        try:
            parser.read(file, encoding="utf-8")
        except (OSError, configparser.Error, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            if parser.has_section(section):
                said |= dict(parser.items(section))
    return said


class _Links(HTMLParser):
    """Collects every address that a listing points to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the target of each link."""
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def link_to(name: str, listing: str, page: str) -> str:
    """Return the whole address of the file `name` in an HTML listing, or ""."""
    links = _Links()
    links.feed(page)
    for link in links.found:
        address = urllib.parse.urljoin(listing, link).partition("#")[0]
        if urllib.parse.unquote(address).rpartition("/")[2] == name:
            return address
    return ""


def fetch_pip(target: Path, wheelhouse: Path) -> Path:
    """Put pip's wheel into the folder `target`, from the wheelhouse or from pip's sources.

    Returns:
        The wheel, its hash checked.

    Raises:
        Stop: no source could be reached, or none has it unaltered.
    """
    say("this Python came without pip: fetching pip")
    wheel = target / PIP_WHEEL
    local = wheelhouse / PIP_WHEEL
    if local.is_file():
        wheel.write_bytes(_checked(local.read_bytes()))
        return wheel
    where = sources()
    unreachable: list[str] = []
    for listing in where.listings:
        try:
            found = _from(listing, where)
        except (OSError, ValueError) as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise Stop(not_trusted(shown(listing))) from error
            unreachable.append(f"{shown(listing)} ({_reason(error)})")
            continue
        if found:
            wheel.write_bytes(_checked(found))
            return wheel
    if unreachable:
        raise Stop(no_network(", ".join(unreachable)))
    raise Stop(
        f"No package index here has {PIP_WHEEL}; install Python's venv package and start again."
    )


def answers() -> bool:
    """Say whether the package index answers at all, be it with a refusal."""
    where = sources()
    if not where.index.startswith("http"):
        return True
    try:
        _read(f"{where.index.rstrip('/')}/pip/", where)
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False
    return True


def no_network(where: str) -> str:
    """Return the one sentence for a package index that cannot be reached."""
    return (
        f"The package index cannot be reached: {where}. "
        "Check this computer's network and run the same command again; what is done stays done."
    )


def not_trusted(where: str) -> str:
    """Return the one sentence for an index whose certificate this computer does not trust."""
    return (
        f"This computer does not trust the certificate of {where}. If your network inspects "
        "traffic, name its certificate file in PIP_CERT and run the same command again."
    )


def _checked(content: bytes) -> bytes:
    if hashlib.sha256(content).hexdigest() != PIP_SHA256:
        raise Stop(f"{PIP_WHEEL} is not the file it should be; nothing was installed from it.")
    return content


def _from(listing: str, where: Sources) -> bytes | None:
    """Read the wheel by way of one listing: a folder, or a page; None when it is not there."""
    path = listing.removeprefix("file://")
    if path != listing or "://" not in listing:
        folder = Path(urllib.request.url2pathname(path))
        if (folder / PIP_WHEEL).is_file():
            return (folder / PIP_WHEEL).read_bytes()
        page = folder / "index.html"
        address = (
            link_to(PIP_WHEEL, page.as_uri(), page.read_text("utf-8")) if page.is_file() else ""
        )
        linked = Path(urllib.request.url2pathname(address.removeprefix("file://")))
        return linked.read_bytes() if address.startswith("file://") and linked.is_file() else None
    try:
        address = link_to(PIP_WHEEL, listing, _read(listing, where).decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise
    return _read(address, where) if address else None


def _read(address: str, where: Sources) -> bytes:
    """Read an http(s) address, as pip would with the same settings.

    Raises:
        OSError: it cannot be reached or is refused.
        ValueError: it is no http(s) address.
    """
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"{parts.scheme} is not a way to reach an index")
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    target = urllib.parse.urlunsplit(bare)
    request = urllib.request.Request(target)  # noqa: S310 - http and https only, checked above
    request.add_header("Accept", "text/html, */*")
    if parts.username:
        secret = (
            f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        )
        request.add_header("Authorization", "Basic " + base64.b64encode(secret.encode()).decode())
    folder = Path(where.certificates).is_dir()
    context = ssl.create_default_context(
        cafile=None if folder else where.certificates or None,
        capath=where.certificates if folder else None,
    )
    handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context)]
    if where.proxy:
        handlers.append(urllib.request.ProxyHandler({"http": where.proxy, "https": where.proxy}))
    opener = urllib.request.build_opener(*handlers)
    with opener.open(request, timeout=where.timeout_s) as answer:
        content: bytes = answer.read(_LARGEST)
    return content


def shown(address: str) -> str:
    """Return an address without the name and password in it."""
    parts = urllib.parse.urlsplit(address)
    return urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    return str(getattr(inner, "strerror", None) or inner)
