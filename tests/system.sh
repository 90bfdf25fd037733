#!/bin/sh
# Installs the programs that tests drive, by apt where it may; else says what is missing
# and lets the tests that need them be skipped.
#   sh tests/system.sh chromium npm
as_root=$([ "$(id -u)" = 0 ] || echo "sudo -n")
missing=""
for program in "$@"; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
[ -z "$missing" ] && exit 0
# A browser without a face for Vietnamese would be measured with boxes.
case "$missing" in *chromium*) missing="$missing fonts-noto-core" ;; esac
echo "Đang cài:$missing (chỉ lần đầu) · installing (first time only)"
# shellcheck disable=SC2086 # the lists are meant to be split
if command -v apt-get >/dev/null 2>&1 && { $as_root apt-get update -qq; } >/dev/null 2>&1 &&
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1; then
  exit 0
fi
echo "Chưa cài được:$missing. Hãy chạy: sudo apt install$missing" >&2
echo "Could not install them; the tests that need them are skipped." >&2
