"""Makes `.venv` ready for `python3 .ci/venv.py requirements.txt`; does nothing if it is already.

By uv where that is on the PATH, else by venv and pip. Old Pythons get as far as being told so.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def run(*command):
    """Run it; stop with its exit code if that is not 0."""
    done = subprocess.run(command, cwd=ROOT)  # noqa: S603 - all our own words
    if done.returncode:
        sys.exit(done.returncode)


def state():
    """What the packages were installed by: this Python, and what the requirements say."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for file in sorted(ROOT.glob("requirements*.txt")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def make(uv):
    """The environment itself, anew if a Python that it was made of is gone."""
    if uv:
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV))
        return
    try:
        import ensurepip  # noqa: F401 - Debian parts it from Python
    except ImportError:
        sys.exit(
            "This Python cannot make virtual environments. On Debian: apt install python3-venv"
        )
    run(sys.executable, "-m", "venv", "--clear", str(VENV))


def install(uv, requirements):
    """The packages, by uv or by pip."""
    if uv:
        run(uv, "pip", "install", "--quiet", "--python", str(PYTHON), "-r", requirements)
        return
    has_pip = subprocess.run([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL)  # noqa: S603 - as above
    if has_pip.returncode:
        # uv made it, and has gone since.
        run(str(PYTHON), "-m", "ensurepip")
    # Twice: errors, and no warnings about what a machine's own pip.conf says.
    quietly = ("--quiet", "--quiet", "--disable-pip-version-check")
    run(str(PYTHON), "-m", "pip", "install", *quietly, "-r", requirements)


def main(requirements):
    """Make the environment and fill it, each only if need be."""
    if sys.version_info < OLDEST:
        found = sys.version.split()[0]
        sys.exit(f"Newsroom needs Python 3.11; this is {found}. Try: make run PYTHON=python3.12")
    stamp = VENV / f"{requirements}.installed"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == state():
        return
    uv = shutil.which("uv")
    sys.stdout.write(f"Installing what {requirements} names into .venv …\n")
    sys.stdout.flush()
    if not PYTHON.exists():
        make(uv)
    install(uv, requirements)
    stamp.write_text(state())


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
