"""The built site's Lighthouse scores: `python -m tests.lighthouse`."""
