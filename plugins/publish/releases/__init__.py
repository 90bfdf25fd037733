"""A release as a folder: its files, its list of them, its compressed copies."""
