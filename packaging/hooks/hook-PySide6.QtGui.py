"""Collects Qt's plugins in place of PyInstaller's own hook, without those that Parley never uses.

libqgtk3 alone would bring some thirty libraries of the builder's desktop along.
"""

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

UNUSED = (
    "egldeviceintegrations",
    "generic",
    "qeglfs",
    "qgtk3",
    "qlinuxfb",
    "qminimalegl",
    "qpdf",
    "qtvirtualkeyboard",
    "qvkkhrdisplay",
    "qvnc",
    "vectorimageformats",
)

hiddenimports, collected, datas = add_qt6_dependencies(__file__)
binaries = [
    (source, target)
    for source, target in collected
    if not any(name in source.rpartition("plugins")[2] for name in UNUSED)
]
