"""A shared folder from which Word files become stories: nobody who drops one needs a terminal.

This word has no seam with Pelican. Read in this order:

    __main__.py    the command, which looks again and again
    drops.py       what lies in the folder, and whether it is whole
    taking.py      one drop becomes a story, mends one, or approves it
    ledger.py      what was taken, by name and hash; every file as it was dropped
    reply.py       what is told of a drop, in a file beside it, drawn by reply.html
"""
