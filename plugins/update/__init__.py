"""update: which version of the software this is, and how a newer one comes (`make version`, `make update`).

Pelican never loads this plugin. An update is run by the newer engine, whatever the older one
knew: the older only fetches it. All is made ready beside the portal and tried there; then whole
folders change places. Read in this order:

    __main__.py   the commands and their words
    version.py    the number, its date, and what CHANGELOG.md tells owners of it
    source.py     the newer engine: from a folder, an archive or a git address
    known.py      what files of the engine looked like in every version: known.json
    tree.py       which files of a portal are the engine's, as they were, edited, or the owner's
    staging.py    the portal as it will be, beside the one that is
    owners.py     the owner's settings, colours, templates and plugins in today's form
    rewrite.py        Python of an owner's with the engine's modules by their names today (moved_modules.py)
    moved_looks.py    templates, styles and tokens of an owner's with the theme's names of today
    missing_names.py  what it asks of them that is there no more
    settings_text.py  a settings file without what is the engine's
    swap.py       folders that change places, and change back
    apply.py      the whole way: look, make ready, try, ask, swap
    record.py     for whoever releases a version: writes known.json
"""
