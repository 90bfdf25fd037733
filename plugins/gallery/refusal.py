"""Refusal: why a picture cannot be shown, in words an editor can act on."""

MILLION = 1_000_000

AGAIN = "Hãy chép lại ảnh từ máy gốc."
AS_JPEG = "Hãy mở ảnh bằng phần mềm xem ảnh rồi lưu lại thành JPEG."

EMPTY = f"Tệp ảnh trống (0 byte), có lẽ chép chưa xong. {AGAIN}"
GONE = f"Không đọc được tệp ảnh này nữa. {AGAIN}"
DAMAGED = (
    "Ảnh bị cụt hoặc hỏng, có lẽ chép chưa xong. Hãy chép lại ảnh từ máy gốc, "
    "hoặc mở ảnh bằng phần mềm xem ảnh rồi lưu lại thành JPEG."
)
NOT_A_PICTURE = f"Tệp này không phải là ảnh mà trang đọc được. {AS_JPEG}"
SVG = "Ảnh SVG có thể chứa mã lệnh nên không được đăng. Hãy xuất ảnh ra PNG hoặc JPEG."
ODD_PIXELS = f"Ảnh có kiểu điểm ảnh khác thường mà trang không đọc được. {AS_JPEG}"
HEIC = (
    "Máy này chưa đọc được ảnh HEIC của điện thoại. Hãy mở ảnh trên máy tính hoặc điện thoại, "
    "lưu (xuất) lại thành JPEG rồi thay vào. Để iPhone chụp sẵn JPEG: Cài đặt, Camera, "
    "Định dạng, Tương thích nhất."
)
CRASHED = f"Ảnh làm chương trình xử lý ảnh dừng đột ngột. {AS_JPEG}"
NO_MEMORY = f"Máy không đủ bộ nhớ để xử lý ảnh này. Hãy thu nhỏ ảnh. {AS_JPEG}"


class Refused(Exception):
    """A picture cannot be used; the text is a Vietnamese sentence for the editor."""


class TooHeavy(Exception):
    """The photo needs more memory than one worker's share; try again when it is alone."""


def too_large(width: int, height: int, max_pixels: int) -> str:
    return (
        f"Ảnh rộng {width} × {height} điểm, quá lớn (tối đa {max_pixels // MILLION} triệu điểm). "
        "Hãy thu nhỏ ảnh rồi thử lại."
    )


def too_slow(seconds: int) -> str:
    return f"Xử lý ảnh này quá {seconds} giây chưa xong. {AS_JPEG}"
