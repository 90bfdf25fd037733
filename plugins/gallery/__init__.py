"""The photos of stories and pages, albums and THƯ VIỆN ẢNH, and what stands for a page elsewhere.

Reads: GALLERY; the photos beside each index.md; content/anh/<album>/index.md.
Gives: `article.photos`, `article.cover`, `article.card`, `article.album`, the same on pages
(photo.Photo, photo.Rendition, album.Album); `albums`, newest first, or None; the filter `row_widths`.
Drawn by: components/photo.html, gallery.html, album.html, lightbox.html; album.html, photos.html.
"""


def register() -> None:
    # Loaded here: most commands need parts of this package, and not Pelican.
    from pelican.plugins import signals

    from plugins.gallery import receivers

    signals.initialized.connect(receivers.check_settings)
    signals.generator_init.connect(receivers.add_filters)
    signals.get_generators.connect(receivers.add_generator)
    signals.all_generators_finalized.connect(receivers.add_photos)
