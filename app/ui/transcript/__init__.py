"""The transcript: prompts and answers as they stream, in one column."""

from app.ui.transcript.transcript_view import TranscriptView

__all__ = ["TranscriptView"]
