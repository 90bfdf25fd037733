"""Settings of the sample portal, that of huyện Hoài Đức.

To make the portal yours, change the values here and the files in content/du-lieu/;
no other file need be touched. publishconf.py adds what only the public site needs.
Each upper-case dict below belongs to the plugin of the same word and is checked at
the start of every build (see plugins/README.md).
"""

from jinja2 import StrictUndefined, select_autoescape

# --- The portal -----------------------------------------------------------------

SITENAME = "Cổng thông tin điện tử huyện Hoài Đức"
SITESUBTITLE = "Tin tức, thông báo và dịch vụ công của huyện Hoài Đức, Thành phố Hà Nội"
SITEURL = "http://127.0.0.1:8000"  # the preview; publishconf.py has the public address

PORTAL = {
    "organisation": {
        "level": "huyện",
        "name": "Hoài Đức",
        "parent": "Thành phố Hà Nội",
        "body": "Ủy ban nhân dân huyện Hoài Đức",
        "address": "Thị trấn Trạm Trôi, huyện Hoài Đức, Thành phố Hà Nội",
        "telephone": "024 0000 0000",
        "email": "vanphong@tram-tin.example",
        "responsible": "Chánh Văn phòng HĐND và UBND huyện",
        "emblem": "content/du-lieu/bieu-trung.svg",
    },
    "sample": "Đây là trang mẫu của phần mềm Trạm Tin, không phải trang chính thức của huyện.",
    "sections": [
        {"name": "Tin tức nổi bật", "slug": "tin-tuc-noi-bat"},
        {"name": "Xây dựng Đảng", "slug": "xay-dung-dang"},
        {"name": "Kinh tế", "slug": "kinh-te"},
        {"name": "Văn hóa - Xã hội", "slug": "van-hoa-xa-hoi"},
        {"name": "Giáo dục", "slug": "giao-duc"},
        {"name": "Y tế", "slug": "y-te"},
        {"name": "Cải cách hành chính", "slug": "cai-cach-hanh-chinh"},
        {"name": "Thông báo", "slug": "thong-bao"},
    ],
    # Beside the sections: pages that the menu and the foot of every page lead to.
    "menu": [
        {"text": "Giới thiệu", "href": "/gioi-thieu/"},
        {"text": "Cơ cấu tổ chức", "href": "/co-cau-to-chuc/"},
        {"text": "Thư viện ảnh", "href": "/thu-vien-anh/"},
        {"text": "Liên hệ", "href": "/lien-he/"},
    ],
    # Notices stand in content/du-lieu/thong-bao.yaml; make notice TEXT="…" writes them.
    # State mourning: {"starts": "2024-07-25", "ends": "2024-07-26"}, or None.
    "mourning": None,
    "links": "content/du-lieu/lien-ket.yaml",
}

# --- Features -------------------------------------------------------------------

STORY = {"older": 5}
FRONT = {"featured": 3, "headlines": 6, "block": 4, "section_days": 20}
ARCHIVE = {"tag_newest": 30}
SEARCH = {}
ASSETS = {"minify": False}
GALLERY = {}
WEATHER = {
    # The portal's own place; the three cities of the block are the plugin's default.
    "area": {"name": "Hoài Đức", "latitude": 21.05, "longitude": 105.70},
    # MET Norway, the second source, asks who is asking; left empty, it is not asked.
    "contact": "",
}
PUBLISH = {
    # Where citizens read the portal, when that is not this machine: "portal@host:/srv/portal".
    "deploy": [],
}
MAP = {
    "layers": [
        {
            "slug": "nay",
            "title": "Các xã từ ngày 1/7/2025",
            "shapes": "content/du-lieu/ban-do/tu-2025-07-01.geojson",
            "facts": "content/du-lieu/ban-do/tu-2025-07-01.yaml",
        },
        {
            "slug": "cu",
            "title": "Các xã, thị trấn trước ngày 1/7/2025",
            "shapes": "content/du-lieu/ban-do/truoc-2025-07-01.geojson",
            "facts": "content/du-lieu/ban-do/truoc-2025-07-01.yaml",
        },
    ],
    "merger": "content/du-lieu/ban-do/sap-nhap.yaml",
    "points": "content/du-lieu/ban-do/dia-diem.csv",
    "note": "Sơ đồ, không phải bản đồ địa chính. Địa chỉ, điện thoại và vị trí các địa điểm là dữ liệu mẫu.",
}

VIEWS = {}

BACKUP = {
    # Where `make backup` and the timer put their copies, when not /var/backups: "user@host:/folder".
    "to": "",
}
STATUS = {
    # Who is told when the work of a timer fails: ["mailto:quan-tri@hoaiduc.example"], or a command.
    "tell": [],
}

PLUGINS = [
    "plugins.vietnamese",
    "plugins.portal",
    "plugins.story",
    "plugins.gallery",
    "plugins.weather",
    "plugins.map",
    "plugins.views",
    "plugins.front",
    "plugins.archive",
    "plugins.search",
    "plugins.assets",
    "plugins.publish",
    "plugins.backup",
    "plugins.status",
    "plugins.press",
    "plugins.desk",
    "pelican.plugins.sitemap",
]

SITEMAP = {
    "format": "xml",
    "exclude": [r"\.(txt|json|webmanifest)$", r"^404\.html$", r"^bao-tri\.html$", "^tim-kiem/$", "^nhap/"],
}

# --- Where things lie -----------------------------------------------------------

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_DIR = "theme"
THEME_STATIC_PATHS = []  # plugins.assets publishes the theme's files under hashed names
ARTICLE_PATHS = ["tin"]
PAGE_PATHS = ["trang"]
STATIC_PATHS = []
DIRECT_TEMPLATES = ["tree", "404", "outage", "robots", "stories", "manifest"]
TEMPLATE_EXTENSIONS = [".html", ".txt", ".json", ".webmanifest"]

# Not {date:%Y}: Pelican would ask the locale, several times for every story.
ARTICLE_URL = "tin/{date.year}/{date.month:02d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
DRAFT_URL = "nhap/{date.year}/{date.month:02d}/{slug}/"
DRAFT_SAVE_AS = DRAFT_URL + "index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
DRAFT_PAGE_URL = "nhap/trang/{slug}/"
DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_URL + "index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = ""  # plugins.front writes the section fronts
TAG_URL = "the/{slug}/"
TAG_SAVE_AS = ""  # plugins.archive writes the tag pages
AUTHOR_SAVE_AS = ""
TREE_URL = "so-do-trang/"
TREE_SAVE_AS = TREE_URL + "index.html"
SEARCH_URL = "tim-kiem/"
OUTAGE_URL = OUTAGE_SAVE_AS = "bao-tri.html"
ROBOTS_SAVE_AS = "robots.txt"
STORIES_SAVE_AS = "api/stories.json"
MANIFEST_SAVE_AS = "manifest.webmanifest"

FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "feeds/tat-ca.atom.xml"
FEED_ALL_RSS = "feeds/tat-ca.rss.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
CATEGORY_FEED_RSS = "feeds/{slug}.rss.xml"
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = True

# --- How Pelican works ----------------------------------------------------------

# "{static}…" in a story would copy any file of the machine, and any HTML, to the site.
INTRASITE_LINK_REGEX = "(?!)"
IGNORE_FILES = [".*", "~$*"]  # what macOS and Word leave beside a file that is open
PUBLISHING = False
DEFAULT_LANG = "vi"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_PAGINATION = False
# One language: two stories of one name in different months are two stories.
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None
WITH_FUTURE_DATES = False
DELETE_OUTPUT_DIRECTORY = True
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
READERS = {"rst": None, "html": None}
JINJA_ENVIRONMENT = {
    # Only files that end in .html are escaped as HTML; the rest write JSON and text.
    "autoescape": select_autoescape(["html"]),
    "undefined": StrictUndefined,
    "extensions": ["plugins.press.once.Once"],
    "auto_reload": False,  # a build is a process of its own; templates do not change under it
    "trim_blocks": True,
    "lstrip_blocks": True,
}
