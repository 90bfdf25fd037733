"""The built site under the Nu HTML Checker of the W3C: `python -m tests.nu`."""
