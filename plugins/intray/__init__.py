"""A shared folder from which Word files become stories: nobody who drops one needs a terminal.

Pelican never loads this plugin. Read in this order:

    __main__.py          the command, which looks again and again
    watch.py             one look after another; each state of a drop is taken once
    drops.py             what lies in the folder, and whether it is whole; refusals.py: what is no document
    handle_drop.py       one drop becomes a story, mends one, or approves it
    attachments.py       the photos and files beside a document
    word_sentences.py    what is told of a story, for whoever wrote it in Word
    head_lines.py        lines of a story's head
    ledger.py            what was taken, by name and hash; every file as it was dropped
    reply.py             what is told of a drop, in a file beside it, drawn by reply.html
"""
