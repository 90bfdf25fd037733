"""When something appears or ends by itself: for people, for the preview, for the timer.

Pelican never loads this plugin. Read in this order:

    __main__.py    the command
    coming.py      the moments to come of a portal: units.py those of its stories and albums
    timer.py       those the machine's timer wakes for, the next one noted where it looks
"""
