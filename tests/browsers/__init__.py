"""What the oldest browsers that are served do not know; `python -m tests.browsers` asks MDN's data anew."""
