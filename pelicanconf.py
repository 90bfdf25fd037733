"""Những gì cơ quan tự quyết về cổng của mình; phần của phần mềm nằm ở plugins/defaults.py.

Chữ đặt trong dấu nháy. Mỗi mục được soát khi dựng trang: sai thì máy nói sai ở đâu, sửa thế nào.
Địa chỉ của cổng nằm ở publishconf.py; màu và khuôn riêng ở content/giao-dien/ (docs/quan-tri.md).
"""

# --- Tên và cơ quan ---------------------------------------------------------------

# Tên cổng, ở đầu mỗi trang và trên kết quả của máy tìm kiếm.
SITENAME = "Cổng thông tin điện tử huyện Hoài Đức"
# Một câu nói cổng có gì, cho máy tìm kiếm và khi chia sẻ.
SITESUBTITLE = "Tin tức, thông báo và dịch vụ công của huyện Hoài Đức, Thành phố Hà Nội"
# Múi giờ của ngày đăng.
TIMEZONE = "Asia/Ho_Chi_Minh"

PORTAL = {
    "organisation": {
        "level": "huyện",  # cấp: xã, phường, đặc khu, huyện…
        "name": "Hoài Đức",  # tên riêng, không kèm cấp
        "parent": "Thành phố Hà Nội",  # đơn vị cấp trên
        "body": "Ủy ban nhân dân huyện Hoài Đức",  # cơ quan chủ quản, ở chân mỗi trang
        "address": "Thị trấn Trạm Trôi, huyện Hoài Đức, Thành phố Hà Nội",  # trụ sở
        "telephone": "024 0000 0000",  # số người dân gọi
        "email": "vanphong@tram-tin.example",  # hộp thư tiếp nhận
        "responsible": "Chánh Văn phòng HĐND và UBND huyện",  # người chịu trách nhiệm nội dung, luật buộc ghi
        "emblem": "content/du-lieu/bieu-trung.svg",  # biểu trưng, SVG hay PNG
    },
    # Dòng trên mỗi trang nói đây là trang mẫu; cổng thật để trống.
    "sample": "Đây là trang mẫu của phần mềm Trạm Tin, không phải trang chính thức của huyện.",
    # Chuyên mục theo thứ tự của trình đơn; slug là địa chỉ, đặt rồi thì không đổi.
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
    # Bên cạnh chuyên mục: các trang mà trình đơn và chân trang dẫn tới.
    "menu": [
        {"text": "Giới thiệu", "href": "/gioi-thieu/"},
        {"text": "Cơ cấu tổ chức", "href": "/co-cau-to-chuc/"},
        {"text": "Thư viện ảnh", "href": "/thu-vien-anh/"},
        {"text": "Liên hệ", "href": "/lien-he/"},
    ],
    # Những ngày quốc tang: {"starts": "2024-07-25", "ends": "2024-07-26"}; không có thì None.
    "mourning": None,
    # Tệp các liên kết và biểu ngữ ở cột bên.
    "links": "content/du-lieu/lien-ket.yaml",
}

# --- Trang chủ và danh sách -------------------------------------------------------

STORY = {"older": 5}  # số bài cũ hơn nêu dưới mỗi bài
# Trang chủ: số tin nổi bật, tít kèm, bài mỗi khối; chuyên mục: số bài xếp theo ngày ở trang đầu.
# featured_days: bài mới nhất mới hơn bài nổi bật chừng ấy ngày thì bài ấy thôi nổi bật.
FRONT = {"featured": 3, "featured_days": 365, "headlines": 6, "block": 4, "section_days": 20}
ARCHIVE = {"tag_newest": 30}  # số bài mới nhất trên trang của một chủ đề

# --- Thời tiết và bản đồ ----------------------------------------------------------

WEATHER = {
    # Nơi của mình, bên cạnh Hà Nội, Đà Nẵng, TP Hồ Chí Minh.
    "area": {"name": "Hoài Đức", "latitude": 21.05, "longitude": 105.70},
    # Hộp thư để MET Norway biết ai hỏi; trống thì không hỏi nơi ấy.
    "contact": "",
}
# Bản đồ hành chính: các lớp, nơi cũ về nơi mới, địa điểm, lời ghi. MAP = {} thì không có bản đồ.
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

# --- Máy chủ ----------------------------------------------------------------------

PUBLISH = {"deploy": []}  # nơi người dân đọc, khi không phải máy này: ["portal@may-chu:/srv/portal"]
BACKUP = {"to": ""}  # nơi để bản sao lưu, khi không phải /var/backups: "nguoi@may:/thu-muc"
STATUS = {"tell": []}  # ai được báo khi việc hẹn giờ hỏng: ["mailto:quan-tri@hoaiduc.example"]

# Dòng này để lệnh “pelican” cũng theo phần mềm; đừng sửa.
PELICAN_CLASS = "plugins.Portal"
