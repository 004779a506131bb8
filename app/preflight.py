"""Says what keeps a window from opening, before Qt finds out and aborts.

Without a display, or with any library missing, Qt names xcb-cursor0 whatever the cause and ends
the process with a core dump. Nothing here imports Qt.
"""

import ctypes
import importlib.util
import os
import shutil
import socket
import sys
from pathlib import Path

from app.words import _

# Library: (package of Debian and Ubuntu, package of Fedora).
_QT = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
}
_X11 = {
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
}
_WAYLAND = {
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
}
_LIBRARIES = {"xcb": _QT | _X11, "wayland": _QT | _WAYLAND}


def display_problem() -> str | None:
    """What must be done before a window can open here.

    Returns:
        One sentence for the person, or None where nothing stands in the way.
    """
    if sys.platform != "linux":
        return None
    platforms = _platforms()
    if not platforms:
        return _(
            "Parley needs a screen and found none (DISPLAY and WAYLAND_DISPLAY are not set): "
            "start it inside a desktop session, or over SSH with `ssh -X`."
        )
    # Qt falls back from one platform to the next, so one that works is enough.
    problems = [_platform_problem(platform) for platform in platforms]
    return None if None in problems else problems[0]


def _platforms() -> list[str]:
    """The platform plugins that Qt would try, by name."""
    asked = os.environ.get("QT_QPA_PLATFORM")
    if asked:
        return [name.partition(":")[0] for name in asked.split(";")]
    displays = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    return [name for name, variable in displays.items() if os.environ.get(variable)]


def _platform_problem(platform: str) -> str | None:
    """What is wrong with one platform; libraries first, the connection needs them."""
    problem = _library_problem(platform)
    if problem is None and platform == "xcb":
        problem = _x11_problem()
    if problem is None and platform == "wayland":
        problem = _wayland_problem()
    return problem


def _library_problem(platform: str) -> str | None:
    """Load the platform's plugin as Qt will, which loads all that it needs."""
    plugin = _plugin(platform)
    reason = plugin and _load_error(str(plugin))
    if not reason:
        return None
    packages = _LIBRARIES.get(platform, _QT)
    missing = [library for library in packages if _load_error(library)]
    if not missing:
        sentence = _("Parley can't open a window because a library can't be loaded: {reason}.")
        return sentence.format(reason=reason)
    return _missing(missing, packages)


def _missing(missing: list[str], packages: dict[str, tuple[str, str]]) -> str:
    """Which libraries are missing, and how to install them on this system."""
    libraries = ", ".join(missing)
    for column, manager in enumerate(("apt", "dnf")):
        if shutil.which(manager):
            names = dict.fromkeys(packages[library][column] for library in missing)
            return _(
                "Parley can't open a window without {libraries}: install with `{command}`."
            ).format(libraries=libraries, command=f"{manager} install {' '.join(names)}")
    return _(
        "Parley can't open a window without {libraries}: install the packages that hold these "
        "libraries."
    ).format(libraries=libraries)


def _plugin(platform: str) -> Path | None:
    """The file of a platform plugin, found without importing PySide6."""
    spec = importlib.util.find_spec("PySide6")
    for folder in (spec and spec.submodule_search_locations) or ():
        plugin = Path(folder) / "Qt" / "plugins" / "platforms" / f"libq{platform}.so"
        if plugin.exists():
            return plugin
    return None


def _load_error(library: str) -> str | None:
    try:
        ctypes.CDLL(library)
    except OSError as error:
        # A bundle's ctypes wraps the error that names the missing library.
        return str(error.__cause__ or error)
    return None


def _x11_problem() -> str | None:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if not failed:
        return None
    return _(
        "Parley can't reach the screen {name}: start it inside a desktop session, or set DISPLAY "
        "to one that you may use."
    ).format(name=os.environ.get("DISPLAY") or _("(DISPLAY is not set)"))


def _wayland_problem() -> str | None:
    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return _(
                "Parley can't reach the Wayland screen {name}: start it inside a desktop session, "
                "or set WAYLAND_DISPLAY to one that you may use."
            ).format(name=name)
    return None
