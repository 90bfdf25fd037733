"""Words by which the capitals of a line in capitals are told: names of the whole country, words beside names.

How offices write them: Nghị định 30/2020/NĐ-CP, annex II.
"""

CAN = "Giáp Ất Bính Đinh Mậu Kỷ Canh Tân Nhâm Quý".split()
CHI = "Tý Sửu Dần Mão Thìn Tỵ Ngọ Mùi Thân Dậu Tuất Hợi".split()
# As they stand inside a sentence.
KNOWN = (
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Chủ tịch Ủy ban nhân dân",
    "Phó Chủ tịch Ủy ban nhân dân",
    "Chủ tịch UBND",
    "Phó Chủ tịch UBND",
    "Chủ tịch Hội đồng nhân dân",
    "Bí thư Đảng ủy",
    "Bí thư Huyện ủy",
    "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Mặt trận Tổ quốc",
    "Đảng Cộng sản Việt Nam",
    "Đảng bộ",
    "Đảng ủy",
    "Thành ủy",
    "Tỉnh ủy",
    "Huyện ủy",
    "Quận ủy",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Chỉ đạo",
    "Ban Chỉ huy",
    "Ban Tổ chức",
    "Ban Tuyên giáo",
    "Ban Dân vận",
    "Bộ Chính trị",
    "Ban Bí thư",
    "Trung ương Đảng",
    "Văn phòng Chính phủ",
    "Thủ tướng Chính phủ",
    "Chính phủ",
    "Quốc hội",
    "Quốc khánh",
    "Nhà nước",
    "Chủ tịch Hồ Chí Minh",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "Đoàn Thanh niên",
    "Hội Liên hiệp Phụ nữ",
    "Hội Phụ nữ",
    "Hội Nông dân",
    "Hội Cựu chiến binh",
    "Hội Chữ thập đỏ",
    "Hội Người cao tuổi",
    "Hội Khuyến học",
    "Liên đoàn Lao động",
    "Công đoàn Việt Nam",
    "Quân đội nhân dân",
    "Công an nhân dân",
    "Bộ Công an",
    "Bộ Quốc phòng",
    "Bộ Nội vụ",
    "Bộ Y tế",
    "Bộ Tài chính",
    "Bộ Giáo dục và Đào tạo",
    "Sở Giáo dục và Đào tạo",
    "Sở Y tế",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Tết Nguyên đán",
    "Tết Trung thu",
    "Tết Nguyên tiêu",
    "Tết Dương lịch",
    "Tết trồng cây",
    "Trạm Y tế",
    "Bác Hồ",
    *(f"{CAN[year % 10]} {CHI[year % 12]}" for year in range(60)),
    "Cách mạng tháng Tám",
    "Bà mẹ Việt Nam Anh hùng",
    "Việt Nam",
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
    *(
        "Hà Nội,Hải Phòng,Đà Nẵng,Cần Thơ,Huế,An Giang,Bà Rịa - Vũng Tàu,Bắc Giang,Bắc Kạn,Bạc Liêu,Bắc Ninh,"
        "Bến Tre,Bình Định,Bình Dương,Bình Phước,Bình Thuận,Cà Mau,Cao Bằng,Đắk Lắk,Đắk Nông,Điện Biên,"
        "Đồng Nai,Đồng Tháp,Gia Lai,Hà Giang,Hà Nam,Hà Tĩnh,Hải Dương,Hậu Giang,Hòa Bình,Hưng Yên,Khánh Hòa,"
        "Kiên Giang,Kon Tum,Lai Châu,Lâm Đồng,Lạng Sơn,Lào Cai,Long An,Nam Định,Nghệ An,Ninh Bình,Ninh Thuận,"
        "Phú Thọ,Phú Yên,Quảng Bình,Quảng Nam,Quảng Ngãi,Quảng Ninh,Quảng Trị,Sóc Trăng,Sơn La,Tây Ninh,"
        "Thái Bình,Thái Nguyên,Thanh Hóa,Thừa Thiên Huế,Tiền Giang,Trà Vinh,Tuyên Quang,Vĩnh Long,Vĩnh Phúc,"
        "Yên Bái,Hồ Chí Minh,Hoàng Sa,Trường Sa,Trường Sơn,Biển Đông,Điện Biên Phủ"
    ).split(","),
)
# Words of one syllable, or of none: as they are written.
WRITTEN = {
    word.lower(): word
    for word in "Đảng Tết Internet VNeID Zalo Facebook YouTube online website video email karaoke".split()
}
UNITS = (
    "xã,phường,huyện,quận,tỉnh,thôn,thị trấn,thị xã,thành phố,tổ dân phố,thcs,thpt,tiểu học,mầm non"
).split(",")
PLACES = ("chùa", "đền", "sông")  # their names may be of one syllable
PERSONS = (
    "đồng chí,ông,bà,anh,chị,em,cụ,cô,thầy,bác sĩ,liệt sĩ,nghệ nhân,cháu,bí thư,chủ tịch,thầy giáo,cô giáo"
).split(",")
SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lương trịnh mai đào tạ "
    "hà vương lâm tô trương tống quách cao châu chu la lưu phùng thái tăng nghiêm khuất kiều".split()
)
# What stands after "xã", "huyện", "thành phố" and is no name of one: words of one syllable, then of two.
NO_NAME = frozenset(
    "ấm bầu ban báo bảo bàn bắt bế bị biểu bồi bổ bước các cải cán cảnh cấp cấm chăm chấm chấn chào "
    "chi chỉ chiến chính chịu cho chống chúc chủ chuẩn chuyển chung cần còn có cổ cố công cũng cùng "
    "cuối cưỡng cứu của dâng dành dân dẫn diễn diệt dọn do duy dự đã đảm đang đăng đào đạt đánh đặc "
    "đầu đấu để đến đều đi điều đình đoàn đoạt đóng đón đổi đối động đốt đưa được đẩy đốc gắn gặp "
    "ghi giai giải giảm giám giao giành giới giúp giữ gồm góp hai hàng hành hội hoàn hoạt hỗ học họp "
    "hơn hưởng hướng huy khai khám khắc khẩn khen khẳng khi khởi không khóa khuyến kết kêu kiểm kiện "
    "kiến kỷ ký làm lan lãnh lập lấy lên liên lo lớn luyện lưu lễ lộ lũ mạnh mắc mở mời mới mua mừng "
    "mất nâng nằm năm nay ngay nghèo nghề nghiêm nghiệm ngăn ngừa nhận nhằm nhân nhiều nhắc nhất "
    "những nhanh nỗ nộp nông nước nữ ở ổn phải phát phân phấn phê phòng phổ phối phục quán quản quan "
    "quyết quy quyên rà ra rộn sạch sản sau sắp sẵn sẽ số sôi sơ sửa sớm tạm tái tăng tặng tại tạo "
    "tập tất tận thăm tham thảo thẩm thắp thân thấy thế thi thể thêm thiết thiếu thông thống thu "
    "thúc thực thuộc thường thử tích tiến tiếp tiêu tiễn tiêm tìm tỉnh tình tổ tọa toàn tố tổng tới "
    "trang tranh trao trên triển trình trong trồng trở trước truy truyền trực tuần tuyên tuyển tuyệt "
    "từ tự tư ủng ủy uỷ ứng ưu và vào văn vẫn vận về vì viên viếng việc với vui vượt xác xảy xây xét "
    "xếp xin xóa xóm xuất xúc xử ý".split()
)
NO_NAMES = frozenset(
    "an ninh,an sinh,an toàn,bình chọn,bình xét,đại diện,đại hội,đồng hành,đồng loạt,hòa giải,"
    "khánh thành,minh bạch,quân sự,tân binh,thanh lý,thanh niên,thanh toán,thanh tra,thành công,"
    "thành lập,thành tích,thành viên,tiên phong,tiên tiến,trọng điểm,trung tâm,vinh danh,yên tâm,"
    "yêu cầu".split(",")
)
