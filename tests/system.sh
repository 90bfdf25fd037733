#!/bin/sh
# Installs the programs that tests drive, by apt where it may; else says what is missing
# and lets the tests that need them be skipped.
#   sh tests/system.sh chromium nginx sshd
as_root=$([ "$(id -u)" = 0 ] || echo "sudo -n")

# Servers lie outside an ordinary user's path.
there() {
  case "$1" in
    postgres) ls /usr/lib/postgresql/*/bin/postgres ;;
    nginx) [ -x /usr/sbin/nginx ] && ls /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ;;
    browser) command -v chromium-headless-shell || command -v chromium ;;
    sshd) [ -x /usr/sbin/sshd ] && command -v ssh ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

packages_of() {
  case "$1" in
    # A browser without a face for Vietnamese would be measured with boxes.
    chromium) echo chromium fonts-noto-core ;;
    # The same without windows; not every distribution has it.
    browser)
      if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
        echo chromium-headless-shell fonts-noto-core
      else
        packages_of chromium
      fi
      ;;
    postgres) echo postgresql ;;
    nginx) echo nginx-light libnginx-mod-http-brotli-static ;;
    sshd) echo openssh-server openssh-client ;;
    java) echo default-jre-headless ;;
    borg) echo borgbackup ;;
    soffice) echo libreoffice-writer-nogui ;;
    systemd-analyze) echo systemd ;;
    *) echo "$1" ;;
  esac
}

missing=""
for program in "$@"; do
  there "$program" || missing="$missing $(packages_of "$program")"
done
[ -z "$missing" ] && exit 0
echo "Đang cài: $missing (chỉ lần đầu) · installing (first time only)"
# RUNLEVEL=1: the tests start their own servers; installing one must not start another.
# shellcheck disable=SC2086 # the lists are meant to be split
if command -v apt-get >/dev/null 2>&1 && { $as_root apt-get update -qq; } >/dev/null 2>&1 &&
  $as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1; then
  exit 0
fi
echo "Chưa cài được: $missing. Hãy chạy: sudo apt install $missing" >&2
echo "Could not install them; the tests that need them are skipped." >&2
