"""Tests that drive Chromium over a running server."""
