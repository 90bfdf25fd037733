"""Pictures of every kind of page in every look, side by side: `make looks`."""
