"""The widgets. They watch view models and call them; they hold scroll, focus and drafts."""
