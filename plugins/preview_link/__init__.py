"""One story as it will look, for whoever is sent its address: nobody guesses it, and it goes by itself.

Pelican never loads this plugin. Read in this order:

    __main__.py     the command
    link.py         shows a story, takes it away, clears away what is over
    page.py         the folder of a story's page, which needs nothing of the public site
    draft.css       what says on it that it is a draft
    record.py       what is shown until when, as this machine knows it
    audited.py      what an audit says of it
    folders.py      where the folders lie, on this machine or a server
"""
