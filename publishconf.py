"""Cổng cho người dân: những gì khác với pelicanconf.py khi đăng (make build, make publish)."""

import sys
from pathlib import Path

# Hai dòng này để tệp nhận mọi điều ở pelicanconf.py; đừng sửa.
sys.path.insert(0, str(Path(__file__).absolute().parent))
from pelicanconf import *

# Địa chỉ người dân gõ, không có dấu / ở cuối. Biến môi trường SITEURL, nếu có, thắng dòng này.
SITEURL = "https://tram-tin.example"

# Bản để đăng: không có bản nháp và bài chưa đến ngày.
PUBLISHING = True
