"""What editors use: a story from a Word document, from what was copied, or from nothing.

Pelican never loads this plugin. Read in this order:

    __main__.py     the commands
    reading.py      a file by the program that wrote it
    importing.py    one document as a story's folder: word.py, odt.py, html.py or text.py reads it,
                    arrange.py says what is what of it, by layout_tables.py, lines.py, days.py,
                    headline.py, byline.py and captions.py; markdown.py writes it, with tables.py
    text.py         copied text: wrapping.py joins its lines, chat.py knows messages
    headings.py     which lines are headings; outline.py: lists in lists, no level skipped
    signature.py    who signs a paper, to whom it goes
    capitals.py     a line in capitals as a sentence, by word_forms.py, capital_words.py, own_names.py
    blocks.py       what a document says, whatever program it was written with
    document_archive.py  a Word file opened with care; word_text.py: made ready for mammoth, with
                    word_passed_over.py, numbering.py and legacy_fonts.py; odt_styles.py: the same
                    of OpenDocument
    folder.py       the folder of a story; new.py: of one nobody has written yet
"""
