"""preview: the site on an editor's own screen, up to date at every save (`make serve`).

Pelican never loads this plugin: it runs the build as another program and
serves what comes out. Read in this order:

    __main__.py     the command and its words
    preview.py      how the parts work together
    builder.py      one build: the site, the mistakes, the time; one story's page before it
    program.py      the program that builds, and stays to print single stories (build/story_page.py)
    child.py        a program beside ours, which ends when we end
    first_page.py   the page of a saved story, over the site until that is built
    watch.py        which saved files ask for a new build
    events.py       what every open page has to know, and the waiting for news
    server.py       the answers to browsers; core/site_file.py, media_types.py, ranges.py: its files
    server_pages.py       the pages of the server itself
    summary.py      the lines in the terminal
    client.js/.css  the page's side: reload, and the panel with mistakes
"""
