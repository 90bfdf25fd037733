"""The same stories in Hugo: a page each, fronts of sections and topics, feeds and a site map."""

import sys
from pathlib import Path

from tests.bench.corpus import Story

HUGO = Path(sys.executable).with_name("hugo")
COMMAND = [str(HUGO), "--quiet", "--cleanDestinationDir"]
TELEPHONE = "024 0000 0000"
SETTINGS = """
baseURL = "https://tram-tin.example/"
languageCode = "vi"
title = "Cổng thông tin điện tử"
publishDir = "output"
timeZone = "Asia/Ho_Chi_Minh"
[params]
telephone = "{}"
[pagination]
pagerSize = 30
[taxonomies]
section = "sections"
tag = "tags"
"""
LAYOUTS = {
    "baseof.html": """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ .Title }} - {{ site.Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}"><meta name="description" content="{{ .Summary | plainify }}">
</head><body><header><a href="/">{{ site.Title }}</a><nav>
{{ range site.Taxonomies.sections }}<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a>{{ end }}
</nav></header><main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }} - {{ site.Params.telephone }}</footer></body></html>
""",
    "single.html": """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">
{{ .Date.Format "02/01/2006 15:04" }}</time></p>
{{ .Content }}<p>{{ .Params.author }}</p>
{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</article>
<ul>{{ $older := . }}{{ range seq 4 }}{{ with $older }}{{ $older = .PrevInSection }}
{{ with $older }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
{{ end }}{{ end }}</ul>{{ end }}
""",
    "list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $pages := .Paginate (cond .IsHome site.RegularPages .Pages) }}
{{ range $pages.Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ .Summary }}</p></article>{{ end }}
{{ if $pages.HasNext }}<a href="{{ $pages.Next.URL }}">Tin cũ hơn</a>{{ end }}{{ end }}
""",
}


def write(site: Path, stories: list[Story]) -> None:
    """The settings, the layouts and the stories, in the folder `site`."""
    layouts = site / "layouts/_default"
    layouts.mkdir(parents=True)
    for name, text in LAYOUTS.items():
        (layouts / name).write_text(text, "utf-8")
    (site / "hugo.toml").write_text(SETTINGS.format(TELEPHONE), "utf-8")
    add(site, stories)


def telephone(site: Path, number: str) -> None:
    """Puts another number below every page."""
    (site / "hugo.toml").write_text(SETTINGS.format(number), "utf-8")


def add(site: Path, stories: list[Story]) -> None:
    for story in stories:
        path = site / f"content/tin/{story.date:%Y/%m}/{story.slug}/index.md"
        path.parent.mkdir(parents=True)
        title = story.title.replace('"', "”")
        path.write_text(
            f'---\ntitle: "{title}"\ndate: {story.date:%Y-%m-%dT%H:%M:00+07:00}\nauthor: Ban Biên tập\n'
            f"sections: [{story.section}]\ntags: [{', '.join(story.tags)}]\n---\n\n{story.body}\n",
            "utf-8",
        )
