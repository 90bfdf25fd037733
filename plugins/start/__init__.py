"""start: the sample portal becomes an owner's own (`make start`).

Pelican never loads this plugin. Read in this order:

    __main__.py       the command: what it asks, what it says
    answers.py        the questions, and what an answer has to be
    settings_text.py  pelicanconf.py and publishconf.py in words, from answers
    pages.py          the pages every portal begins with
    sample.py         the sample's stories, photos and map: which they are, and their way out
    sample.txt        each story and album of the sample, with its title
"""
