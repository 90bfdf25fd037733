"""The rules of `make check`, described once: its answers and the handbook's table come from here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """name: as CHECK["off"] says it; finds: what it tells, why: for whom that is bad, example: as written.

    grave: whether what it finds keeps a story from being published, always or at times
    """

    name: str
    finds: str
    why: str
    example: str
    grave: bool = False


_ALL = (
    Rule(
        "phan-dau",
        "Phần đầu bài thiếu mục, sai tên mục hay sai giá trị; bài trống",
        "máy không biết bài nói gì, thuộc đâu",
        "`category: Kinh te xa hoi`",
        True,
    ),
    Rule(
        "ngay",
        "Ngày không khớp thư mục, trái nhau, hay quá xa",
        "bài nằm sai tháng, hay vừa đăng đã hết hạn",
        "`date: 06/06/2042`",
        True,
    ),
    Rule(
        "dia-chi",
        "Hai bài một địa chỉ, hay thư mục sai chỗ",
        "người đọc chỉ mở được một",
        "`le-hoi` và `lễ hội`",
        True,
    ),
    Rule(
        "chu-de",
        "Chủ đề trùng nhau, chỉ khác dấu hay chữ hoa",
        "tin cùng loại nằm ở hai nơi",
        "`tags: Đang bộ`",
        True,
    ),
    Rule(
        "tep-lac",
        "Tệp chữ ở chỗ hay mang tên không ai đọc",
        "bài viết rồi mà không lên trang",
        "`index.md.txt`",
    ),
    Rule(
        "rut-bai",
        "Bài đã rút mà chưa nói vì sao",
        "bạn đọc không hiểu bài đi đâu",
        "`status: rút` mà thiếu `reason:`",
    ),
    Rule(
        "chu-mau",
        "Chữ mẫu của make new, mục và chữ để tạm còn nguyên",
        "chữ ấy không phải của bài",
        "Viết nội dung ở đây…; [tên đơn vị]; Đang cập nhật",
    ),
    Rule(
        "tieu-de-trung",
        "Hai bài cùng tiêu đề",
        "trong danh sách và kết quả tìm không ai phân biệt được",
        "hai bài “Lịch tiếp công dân”",
    ),
    Rule(
        "lien-ket",
        "Liên kết dẫn tới chỗ không có, bài chưa lên, địa chỉ cũ, tệp không đăng được",
        "bấm vào thì gặp trang lỗi",
        "`[Kế hoạch](ke-hoach.pfd)`",
        True,
    ),
    Rule(
        "lien-ket-khong-chu",
        "Liên kết không có chữ để bấm, không có địa chỉ",
        "không ai thấy, máy đọc không đọc được",
        "`[](mau-don.pdf)`",
        True,
    ),
    Rule(
        "tai-day",
        "Chữ của liên kết không nói dẫn tới đâu",
        "người nghe máy đọc chỉ nghe “tại đây”",
        "`[xem tại đây](mau-don.pdf)`",
    ),
    Rule(
        "tep-thua",
        "Tệp đính kèm nằm cạnh bài mà bài không dẫn tới",
        "tệp ấy không được đăng",
        "`ke-hoach.pdf` không có liên kết",
    ),
    Rule(
        "pdf-chup",
        "PDF là bản chụp, không có chữ",
        "máy đọc và máy tìm không đọc được",
        "văn bản quét ra ảnh",
    ),
    Rule(
        "pdf-nang", "PDF nặng quá 10 MB", "tải bằng điện thoại rất lâu, tốn tiền", "`quyet-dinh.pdf`, 38 MB"
    ),
    Rule(
        "anh",
        "Ảnh không có, hỏng, sai chỗ, hay thừa",
        "trên trang không có ảnh ấy",
        "`![Lễ hội](anh1.jpg)` mà tệp là `anh-1.jpg`",
        True,
    ),
    Rule(
        "anh-nho",
        "Ảnh quá nhỏ so với chỗ của nó",
        "phóng ra thì mờ",
        "ảnh rộng 320 điểm đứng một mình",
    ),
    Rule(
        "chu-thich",
        "Ảnh chưa có chú thích",
        "người khiếm thị không biết ảnh gì",
        "`![](anh-1.jpg)`",
        True,
    ),
    Rule(
        "chu-thich-trong",
        "Chú thích không nói gì",
        "như không có chú thích",
        "`![Ảnh 1](anh-1.jpg)`",
    ),
    Rule(
        "nguoi-chup",
        "Ảnh chưa ghi người chụp hay nguồn",
        "ảnh nào cũng có chủ",
        '`![Lễ hội](anh-1.jpg)` thiếu `"Ảnh: …"`',
    ),
    Rule("album", "Album của bài không có hay đã rút", "bài dẫn tới chỗ trống", "`album: le-hoi-lan`", True),
    Rule(
        "ca-nhan",
        "Số điện thoại riêng, căn cước, tài khoản của một người",
        "luật cấm đăng khi người ấy chưa cho phép",
        "Liên hệ anh Hùng, 0912 345 678",
    ),
    Rule(
        "de-muc",
        "Đề mục nhảy bậc",
        "máy phải tự hạ bậc, mục lục không như ý",
        "`#### Lệ phí` ngay dưới `## Hồ sơ`",
    ),
    Rule(
        "viet-hoa",
        "Tiêu đề, đề mục hay đoạn viết hoa toàn bộ",
        "khó đọc với nhiều người",
        "`title: HỘI NGHỊ TỔNG KẾT NĂM 2026`",
    ),
    Rule(
        "bang", "Hàng của bảng có ô không cột nào chứa", "chữ trong ô ấy không hiện", "`| a | b | c |`", True
    ),
    Rule(
        "dan",
        "Dấu vết của chép dán: dòng dính nhau, số trang, dấu #, chữ bị ngắt, thẻ HTML",
        "trên trang đọc không xuôi",
        "`- 2 -` một mình một dòng",
    ),
    Rule("chu-la", "Chữ cái Nga, Hy Lạp lẫn trong chữ ta", "trông giống mà tìm không ra", "c\u043eông văn"),
    Rule(
        "bang-ma-cu",
        "Chữ của bảng mã cũ (TCVN3, VNI) hay đọc nhầm mã",
        "không ai đọc được",
        "x· héi chñ nghÜa",
    ),
    Rule("dat-dau", "Một bài đặt dấu hai kiểu", "tìm và so chữ dễ sai, trông cẩu thả", "hòa bình, văn hoá"),
    Rule("am-tiet", "Chữ có dấu mà viết không thành tiếng Việt", "thường là gõ nhầm", "nghành, đựơc, hòan"),
    Rule(
        "chinh-ta",
        "Chữ hay viết nhầm",
        "bạn đọc thấy cơ quan viết sai",
        "xử dụng, sát nhập, hổ trợ",
    ),
    Rule(
        "dau-cach",
        "Thiếu dấu cách sau dấu câu, hay thừa ở trước",
        "hai câu dính nhau; chữ không tìm ra",
        "tuổi.Thời gian; xã , huyện",
    ),
    Rule(
        "cau-dut",
        "Câu bị ngắt thành hai đoạn",
        "dấu vết của chép dán, đọc không xuôi",
        "“… các hộ dân” rồi “trên địa bàn xã …” ở đoạn dưới",
    ),
    Rule(
        "vet-trang",
        "Chữ của trang web chép theo: nút bấm, số lượt xem, tin khác",
        "không phải chữ của bài",
        "Đã xem 12; Chia sẻ; Tin liên quan",
    ),
    Rule(
        "thiet-lap",
        "Thiết lập, thông báo, chuyển hướng, menu, dữ liệu bản đồ viết sai",
        "trang nào cũng dính",
        "`href: /khong-co/`",
        True,
    ),
)
RULES = {rule.name: rule for rule in _ALL}


def table() -> str:
    """The handbook's table of the rules, in Markdown."""
    rows = ["| Quy tắc | Tìm | Vì | Ví dụ sai |", "|---|---|---|---|"]
    for rule in _ALL:
        finds = f"{rule.finds} (lỗi)" if rule.grave else rule.finds
        example = rule.example.replace("|", "\\|")
        rows.append(f"| `{rule.name}` | {finds} | {rule.why} | {example} |")
    return "\n".join(rows)
