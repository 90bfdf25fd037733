"""The numbers on the disk: SQLite, PostgreSQL, and their copies."""
