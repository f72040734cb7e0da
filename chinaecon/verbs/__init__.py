"""Verbs: functions from frame to frame, for any kind of frame that Narwhals knows."""
