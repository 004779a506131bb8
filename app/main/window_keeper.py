"""The window: built from the view models, and built anew when it has to be another."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from app.domain.settings import Density, Language, Settings
from app.main.language import speak
from app.main.scale import scale_from_now
from app.ui.main_window import MainWindow
from app.ui.stylesheet import apply_theme
from app.ui.theme import Appearance
from app.ui.window_memory import WindowMemory
from app.viewmodels.view_models import ViewModels


class WindowKeeper(QObject):
    """Keeps a window open that is as the settings say.

    Colours and zoom are changed in place. Language, density and size are what each widget is built
    with: another window takes the place of the first, with the same things in sight. What is
    going on belongs to the view models and does not notice.

    Attributes:
        appearance: What all windows are dressed in.
        window: The present one.

    Signals:
        closed: The person closed the window.
    """

    closed = Signal()

    def __init__(self, app: QApplication, models: ViewModels) -> None:
        super().__init__()
        self._app = app
        self._models = models
        settings = models.preferences.settings
        self._built_with = _built_with(settings)
        is_compact = settings.density is Density.COMPACT
        self.appearance = Appearance(app, settings.appearance, settings.zoom, is_compact=is_compact)
        self.appearance.changed.connect(self._dress)
        self.appearance.reading.changed.connect(self._keep_zoom)
        models.preferences.changed.connect(self._follow)
        # Later, as the control that was just used is a part of the window.
        self._renewal = QTimer(self, singleShot=True, interval=0)
        self._renewal.timeout.connect(self._renew)
        self._dress()
        self.window = self._build()

    def _build(self) -> MainWindow:
        window = MainWindow(self.appearance, self._models)
        window.closed.connect(self.closed)
        return window

    def _follow(self) -> None:
        settings = self._models.preferences.settings
        self.appearance.set_mode(settings.appearance)
        self.appearance.reading.set_zoom(settings.zoom)
        if _built_with(settings) != self._built_with:
            self._renewal.start()

    def _renew(self) -> None:
        settings = self._models.preferences.settings
        _, _, scale = before = self._built_with
        language, density, new_scale = self._built_with = _built_with(settings)
        if self._built_with == before:
            return
        memory = WindowMemory.of(self.window)
        self.window.hide()
        delete(self.window)
        speak(self._app, language)
        self.appearance.set_compact(is_compact=density is Density.COMPACT)
        if new_scale != scale:
            scale_from_now(new_scale)
        self.window = self._build()
        memory.recall(self.window, shrunk=scale / new_scale)

    def _dress(self) -> None:
        apply_theme(self._app, self.appearance.theme)

    def _keep_zoom(self) -> None:
        zoom = self.appearance.reading.zoom
        if zoom != self._models.preferences.settings.zoom:
            self._models.preferences.change(zoom=zoom)


def _built_with(settings: Settings) -> tuple[Language, Density, int]:
    return settings.language, settings.density, settings.scale
