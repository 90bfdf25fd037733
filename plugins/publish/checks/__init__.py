"""What may not become public: the checks of finished pages and files."""
