"""update: which version of the software this is, and how a newer one comes (`make version`).

This word has no seam with Pelican, and imports nothing but Python's own: it also runs beside an
older engine whose packages are others. Read in this order:

    __main__.py     the commands and their words
    version.py      the number, its date, and what CHANGELOG.md tells owners of it
"""
