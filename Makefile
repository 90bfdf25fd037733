# Trạm Tin. `make help` explains each target.

PYTHON ?= python3
override SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
# The programs that tests drive (tests/system.sh knows their packages).
override SERVERS := browser nginx caddy sshd rsync borg postgres redis-server systemd-analyze soffice
override IN_VENV := .venv/bin/python
# What is asked for goes through the environment, as it was typed: neither make nor a shell
# reads commands in it. What a shell does read is overridden: nobody can type it.
override ASKED := LEVEL NAME PARENT BODY TELEPHONE EMAIL RESPONSIBLE SECTIONS DOMAIN LATITUDE LONGITUDE CLEAN
override ASKED += INTO YES BACK TITLE SECTION AUTHOR STATUS PASTE STORY TRAY PREVIEW
override ASKED += DEPLOY ADDRESS TO FORCE URL DRY CHECK TIMER FILE ARGS FROM AT KEY PORT SIZE TEXT UNTIL KIND HREF OFF
# Which names were typed: the commands tell of misspelt ones.
export override TYPED := $(foreach name,$(.VARIABLES),$(if $(filter command,$(word 1,$(origin $(name)))),$(name)))
# What tests run was typed by nobody.
override ALONE := env -u TYPED -u MAKEFLAGS -u MFLAGS -u MAKEOVERRIDES -u MAKELEVEL
# Nor under a name that nobody asks for: make reads the orders in all it passes on.
$(foreach name,$(ASKED) $(TYPED),$(eval override $(name) := $$(value $(name))))
export $(ASKED) $(TYPED) PYTHON
# What Python compiled is kept, whatever the environment says: else each command compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE
# One more than cores: tests of servers and browsers wait as much as they work.
override WORKERS := $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -gt 3 ] && echo 4 || echo $$((n + 1)))
# Only whoever counts in PostgreSQL, or publishes to a bucket, needs what speaks with it.
override STORES := $(if $(value DATABASE_URL),.venv/postgres) $(if $(value VALKEY_URL)$(value REDIS_URL),.venv/valkey)
override RUN := .venv/run $(STORES)
override PUBLISHING := $(if $(findstring s3://,$(DEPLOY)),.venv/s3,.venv/run) $(STORES)

.DEFAULT_GOAL := help
.PHONY: help start version update new import check channels due preview-link intray serve build publish forget redirect rollback notice releases server-config audit backup restore status check-links weather views views-export views-import views-report views-backup views-check postgres valkey test year bench looks lighthouse validate lint lock sample-photos sample-map prune clean

help: ## Các lệnh và việc của chúng · the commands and what they do
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1|/' | awk -F'|' '{printf "%-22s %s\n", $$1, $$2}'

start: .venv/run ## Biến trang mẫu thành cổng của mình: hỏi từng điều, hay LEVEL= NAME= DOMAIN= … CLEAN=1 · make the sample portal yours
	@$(IN_VENV) -m plugins.start

version: .venv/bin/python ## Đang dùng bản nào của phần mềm · the version of the software
	@$(IN_VENV) -m plugins.update version

update: .venv/bin/python ## Lên bản mới của phần mềm (FROM= TO= INTO= DRY=1 YES=1 BACK=1) · bring a newer version of the software
	@$(IN_VENV) -m plugins.update update

new: .venv/run ## Tạo thư mục cho một bài mới (TITLE= SECTION= AUTHOR=) · the folder of a new story
	@$(IN_VENV) -m plugins.desk new

import: .venv/desk ## Đưa bài từ Word vào (FILE= SECTION= AUTHOR= TITLE= STATUS=), dán: PASTE=1 · a story from a Word file or the clipboard
	@$(IN_VENV) -m plugins.desk import

check: .venv/desk ## Soát mọi bài trước khi đăng, hay một bài: STORY= (ARGS="--json") · all that an editor can get wrong
	@set -f; $(IN_VENV) -m plugins.check $$ARGS

channels: .venv/desk ## Gói kênh của một bài đã đăng: Zalo, loa, bảng tin (STORY=) · a public story for other channels
	@$(IN_VENV) -m plugins.channels pack

due: .venv/run ## Những gì sắp hiện, sắp hết hạn (ARGS="--json") · what appears or ends next
	@set -f; $(IN_VENV) -m plugins.due coming $$ARGS

preview-link: $(PUBLISHING) ## Cho xem riêng một bài chưa đăng (STORY= UNTIL= DEPLOY=), gỡ: OFF=1 · one story for whoever has its address
	@$(IN_VENV) -m plugins.preview_link link

intray: .venv/desk ## Nhận bài Word thả vào khay dùng chung (TRAY= PREVIEW=) · take Word files from a shared folder
	@set -f; $(IN_VENV) -m plugins.intray watch $$ARGS

serve: $(RUN) ## Xem thử ở http://127.0.0.1:8000 (PORT=), tự dựng lại khi sửa · preview with live reload
	@MAKELEVEL= $(IN_VENV) -m plugins.weather --timeout 4 || true
	@$(IN_VENV) -m plugins.preview --port "$${PORT:-8000}"

build: .venv/run ## Dựng trang để đăng vào output/ (SITEURL=, FULL=1: dựng lại mọi trang, PROFILE=1: kể vì sao in từng trang) · write the publishable site to output/
	@$(IN_VENV) -m plugins.build build --settings publishconf.py --output output $(if $(value FULL),--full) || [ $$? = 3 ]

# 3: all is done but for a story with a mistake, which was told.
publish: $(PUBLISHING) ## Soát, nén, đăng cho người dân (DEPLOY= FORCE=1 DRY=1 CHECK=) · build, verify and release
	@$(IN_VENV) -m plugins.publish publish || [ $$? = 3 ]

redirect: .venv/run ## Ghi chuyển hướng cho bài đã đổi tên, chuyển chỗ · redirects for stories that were renamed
	@$(IN_VENV) -m plugins.publish redirect

forget: $(PUBLISHING) ## Bỏ hẳn bài đã rút khỏi bản cũ, bộ đệm, bản sao lưu (ADDRESS= DEPLOY=) · forget what was withdrawn
	@$(IN_VENV) -m plugins.publish forget

rollback: $(PUBLISHING) ## Trở về bản trước, hay bản TO= (DEPLOY=) · make an earlier release public again
	@$(IN_VENV) -m plugins.publish rollback

notice: $(PUBLISHING) ## Thông báo khẩn ngay lên trang (TEXT= UNTIL= KIND= HREF=), gỡ: OFF=1 (DEPLOY=) · urgent words at once
	@$(IN_VENV) -m plugins.publish notice

releases: $(PUBLISHING) ## Các bản đang giữ (DEPLOY=) · the releases that are kept
	@$(IN_VENV) -m plugins.publish releases

server-config: .venv/run ## Viết cấu hình máy chủ web và systemd (DEPLOY=) · configuration of web server and timers
	@$(IN_VENV) -m plugins.publish server-config

audit: .venv/run ## So trang đang xem với bản đã đăng (URL=) · compare the public site with its release
	@$(IN_VENV) -m plugins.publish audit

backup: $(RUN) ## Sao lưu mọi thứ cần để dựng lại cổng (TO=) · copy all that the portal needs to come back
	@$(IN_VENV) -m plugins.backup backup

restore: $(RUN) ## Dựng lại cổng từ bản sao lưu (FROM= AT= KEY= FORCE=1) · bring the portal of a copy here
	@$(IN_VENV) -m plugins.backup restore

status: $(RUN) ## Cổng đang ra sao, trong mười dòng · how the portal stands, in ten lines
	@$(IN_VENV) -m plugins.status show || [ $$? = 1 ]

check-links: .venv/run ## Soát liên kết tới trang ngoài, mỗi đêm · report on links to other sites
	@$(IN_VENV) -m plugins.publish check-links

weather: .venv/run ## Lấy thời tiết mới, một lần (đặt hẹn giờ mỗi giờ) · fetch the weather once, for a timer
	@$(IN_VENV) -m plugins.weather

views: $(RUN) ## Chạy dịch vụ đếm lượt xem, PORT=8001 · the service that counts views, alone
	@$(IN_VENV) -m plugins.views serve --port "$${PORT:-8001}"

views-export: $(RUN) ## Chép số lượt xem cho lần dựng tới · take the numbers for the next build
	@$(IN_VENV) -m plugins.views export

views-import: $(RUN) ## Nhận số lượt xem của trang cũ, FILE=…csv · bring the numbers of an old portal
	@$(IN_VENV) -m plugins.views import -- "$$FILE"

views-report: $(RUN) ## Báo cáo lượt xem: bảng CSV và trang biểu đồ (ARGS="--from …") · report of views
	@set -f; $(IN_VENV) -m plugins.views report $$ARGS

views-backup: $(RUN) ## Sao lưu số lượt xem rồi soát bản sao · back up the numbers, examined
	@$(IN_VENV) -m plugins.views backup

views-check: $(RUN) ## Soát xem tổng có bằng các ngày cộng lại · check that totals equal their days
	@$(IN_VENV) -m plugins.views check

postgres: .venv/postgres ## Cài gói để đếm lượt xem bằng PostgreSQL · install what speaks with PostgreSQL

valkey: .venv/valkey ## Cài gói để nhiều máy cùng nhớ người đọc bằng Valkey · install what speaks with Valkey

test: .venv/test ## Tự cài những gì cần rồi chạy mọi kiểm thử · install what tests need, run them all
	@sh tests/system.sh $(SERVERS)
	@$(IN_VENV) -m ruff check .
	@set -f; $(ALONE) $(IN_VENV) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $$ARGS

year: .venv/test ## Một năm của tòa soạn, DAYS=400 SEED=7, mỗi ngày đăng một lần · a year of a newsroom, published daily
	@DAYS=$${DAYS:-400} $(ALONE) $(IN_VENV) -m pytest -q -n0 tests/test_publish_year.py

bench: .venv/bench ## Đo tốc độ trên SIZE=1000 bài · measure on a seeded corpus of SIZE stories
	@sh tests/system.sh browser nginx wrk
	@$(ALONE) $(IN_VENV) -m tests.bench --size "$${SIZE:-1000}"

looks: .venv/test ## Chụp mọi loại trang ở mọi cách nhìn, xếp cạnh nhau (ARGS="home story") · every page in every look, side by side
	@sh tests/system.sh browser
	@set -f; $(ALONE) $(IN_VENV) -m tests.looks $$ARGS

lighthouse: .venv/test ## Chấm điểm bằng Lighthouse (cần npm) · Lighthouse scores of the built site
	@sh tests/system.sh chromium npm
	@set -f; $(ALONE) $(IN_VENV) -m tests.lighthouse $$ARGS

validate: .venv/test ## Soát HTML bằng Nu HTML Checker (cần npm, java) · every built page under the Nu HTML Checker
	@sh tests/system.sh npm java
	@$(IN_VENV) -m tests.nu

lint: .venv/test ## Soát mã nguồn · check the code's style and types
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check --quiet .
	@$(IN_VENV) -m mypy --no-error-summary
	@$(IN_VENV) -m tests.linters

lock: .venv/bin/python ## Chốt lại phiên bản các gói · pin the dependencies anew
	@$(IN_VENV) -m pip install --quiet uv
	@$(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	@$(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra test -c requirements.lock -o requirements-test.lock
	@$(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra bench -c requirements.lock -o requirements-bench.lock
	@$(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra samples -c requirements.lock -o requirements-samples.lock
	@$(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra s3 -c requirements.lock -o requirements-s3.lock
	@$(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra postgres -c requirements.lock -o requirements-postgres.lock
	@$(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra valkey -c requirements.lock -o requirements-valkey.lock
	@$(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra desk -c requirements.lock -o requirements-desk.lock

sample-photos: .venv/run ## Vẽ lại ảnh của các bài mẫu · draw the photos of the sample content again
	@$(IN_VENV) -m tests.samples.draw_photos

sample-map: .venv/samples ## Vẽ lại sơ đồ mẫu của bản đồ hành chính · draw the schematic map again
	@$(IN_VENV) -m tests.samples.draw_map

prune: .venv/run ## Bỏ các cỡ ảnh không còn dùng khỏi bộ nhớ đệm · drop stale pictures from the cache
	@$(IN_VENV) -m plugins.gallery.prune

clean: ## Xóa những gì dựng ra (không xóa bài) · remove what was built
	@rm -rf output .output.* .cache

# Each file stands for what is installed; a new lock installs again.
.venv/run: requirements.lock | .venv/bin/python
	@echo "Đang cài các gói cần thiết (chỉ lần đầu) · installing packages (first time only)"
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/test: requirements-test.lock .venv/run
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

.venv/s3: requirements-s3.lock .venv/run
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-s3.lock
	@touch $@

.venv/postgres: requirements-postgres.lock .venv/run
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-postgres.lock
	@touch $@

.venv/valkey: requirements-valkey.lock .venv/run
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-valkey.lock
	@touch $@

.venv/desk: requirements-desk.lock .venv/run
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-desk.lock
	@touch $@

.venv/samples: requirements-samples.lock .venv/run
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-samples.lock
	@touch $@

.venv/bench: requirements-bench.lock .venv/test
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# Debian keeps venv in a package of its own.
.venv/bin/python:
	@"$$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Cần Python 3.11 trở lên: make PYTHON=python3.12 … · Python 3.11 or later is needed"; exit 1; }
	@"$$PYTHON" -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; \
	  $(SUDO) apt-get install -y -qq python3-venv >/dev/null && "$$PYTHON" -m venv .venv; } || { rm -rf .venv; \
	  echo "Thiếu gói python3-venv. Hãy chạy: sudo apt install python3-venv · that package is missing"; exit 1; }
