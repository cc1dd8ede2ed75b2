"""The shipped rules about the life of equipment are read once, and without a screen."""

import subprocess
import sys

from libdesk.app.lifecycle_files import load_kinds, load_lifecycle, load_support


def test_the_rules_are_read_once():
    assert load_lifecycle() is load_lifecycle()
    assert load_lifecycle().kinds is load_kinds()
    assert load_lifecycle().support is load_support()


def test_they_need_neither_a_screen_nor_a_database():
    script = (
        "import sys; from libdesk.app.lifecycle_files import load_lifecycle; load_lifecycle();"
        "print([name for name in ('PySide6', 'sqlalchemy', 'reportlab') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
