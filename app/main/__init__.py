"""The composition root: builds every object once, owns the event loop and the shutdown order."""
