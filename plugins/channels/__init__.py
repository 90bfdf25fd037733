"""What leaves the portal for other channels: a public story for Zalo, loudspeakers, the notice board.

Pelican never loads this plugin. Read in this order:

    __main__.py       the command
    pack.py           the folder of a story's pack; public.py: whether the story is public
    item.py           a story as it leaves the portal: words, no pictures
    frame.py          what of an official document is only read on paper: recipients, signatures
    zalo.py           text within what Zalo takes
    loudspeaker.py    the script; aloud.py writes out one paragraph of it, with abbreviations.py
                      (short_forms.py: its table), codes.py, moments.py, amounts.py
    board.py          a sheet of A4, drawn by board.html
    card.py           the picture that stands for it where it is shared
"""
