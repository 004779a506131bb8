"""Files for the Parley that is open, from one that was started while it is."""

import os
from functools import partial
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

# One that is stopped takes connections and never answers.
_REPLY_MS = 500
_TAKEN = b"taken\n"


class Handover(QObject):
    """Listens for files; make one only while holding the lock of the data folder.

    Signals:
        received: The path of a file that is to be opened.
    """

    received = Signal(Path)

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        # What a killed one left behind; whoever holds the lock is the only one there is.
        QLocalServer.removeServer(_address(home))
        self._server.listen(_address(home))

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._read, socket))
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            line = os.fsdecode(bytes(socket.readLine().data())).rstrip("\n")
            socket.write(_TAKEN)
            socket.flush()
            self.received.emit(Path(line))


def hand_over(home: Path, file: Path) -> bool:
    """Have the Parley that is open on a data folder open a file; return whether it has taken it."""
    socket = QLocalSocket()
    socket.connectToServer(_address(home))
    if not socket.waitForConnected(_REPLY_MS):
        return False
    socket.write(os.fsencode(file) + b"\n")
    socket.flush()
    return socket.waitForReadyRead(_REPLY_MS) and bytes(socket.readAll().data()) == _TAKEN


def _address(home: Path) -> str:
    """A socket that only this person can reach; on Windows, the name of a pipe."""
    name = f"parley-{sha256(os.fsencode(home.resolve())).hexdigest()[:16]}"
    folder = os.environ.get("XDG_RUNTIME_DIR") or str(home)
    return name if os.name == "nt" else f"{folder}/{name}"
