"""What a server is told over ssh: scripts for its shell. It needs no more than that, rsync and coreutils."""

from plugins.publish.address import OWN, RELEASE_JSON
from plugins.publish.releases import manifest
from plugins.publish.targets.local import HELD, MARK, MINOR

LARGEST = 100_000_000  # bytes of a list of files
LIST = manifest.NAME.removeprefix(OWN)
# $1 is the portal's folder in each; nothing of ours is pasted into a script.
RELEASE_LIST = f"""cd "$1" 2>/dev/null || exit 0
[ -s {HELD} ] && echo "held $(head -n 1 {HELD})"
[ -L current ] && echo "current $(readlink current)"
[ -e current ] && [ ! -L current ] && echo taken
for each in releases/*/; do
  [ -d "$each" ] || continue
  each=${{each#releases/}}; each=${{each%/}}
  echo "release $each"
  [ -e "releases/$each/{MARK}" ] && echo "back $each"
  [ -e "releases/$each/{MINOR}" ] && echo "minor $each"
done
exit 0"""
PREPARE = f"""umask 022 && mkdir -p -- "$1/releases" && cd "$1" &&
rm -rf -- releases/*.part .current.new .switched.new .{HELD}.new &&
if [ -L releases/.part ]; then rm -- releases/.part; fi"""
# A release like the public one, less what is sent anew: its names come in, ended by NUL. Of the
# long list of files rsync sends what differs.
GROW = f"""cd "$1/releases" && [ -d "$2" ] && rm -rf -- .part && cp -al -- "$2" .part && cd .part &&
find {OWN} -type f ! -path {manifest.NAME} -delete && xargs -0 rm -rf -- {RELEASE_JSON} &&
find . -depth -type d -empty -delete"""
CHECK = """cd "$1/releases/.part" && sha256sum --check --quiet --strict - >&2 &&
[ "$(find . ! -type d | wc -l)" = "$2" ]"""
FINISH = 'cd "$1/releases" && { sync -f . 2>/dev/null || sync; } && mv -T -- .part "$2"'
SWITCH = """cd "$1" && [ -d "releases/$2" ] && rm -f .current.new && ln -s "releases/$2" .current.new &&
mv -T .current.new current &&
rm -f .switched.new && echo "$2" > .switched.new && mv -T .switched.new switched"""
REMOVE = (
    'cd "$1/releases" && shift && for each; do mv -T -- "$each" "$each.part" && rm -rf -- "$each.part"; done'
)
MARKS = f'cd "$1/releases" && shift && for each; do touch -- "$each/{MARK}"; done'
UNMARK = f'rm -f -- "$1/releases/$2/{MARK}"'
HOLD = f"""cd "$1" || exit 1
[ -n "$2" ] || exec rm -f -- {HELD}
umask 022 && printf '%s\\n' "$2" > .{HELD}.new && mv -f -- .{HELD}.new {HELD}"""
# Nothing, where it cannot be read: a server that fails to say so says nothing of its list.
MANIFEST = f"""cd "$1/releases/$2/{OWN}" && [ -f {LIST} ] && head -c {LARGEST} {LIST}
exit 0"""
SAID = f"""cd "$1/releases/$2/{OWN}" && [ -f {LIST} ] && sha256sum < {LIST}
exit 0"""
# Every file with its hash, then whatever is neither file nor folder; names end by NUL.
# Last, what readers may not read or pass: whatever it holds, it is not what was published.
STATE = """cd "$1/releases/$2" || exit 1
find . -type f -readable -print0 2>/dev/null | xargs -0r sha256sum -z -- || exit 1
find . ! -type f ! -type d -printf 'link  %p\\0' 2>/dev/null
find . \\( -type f ! -perm -004 -o -type d ! -perm -005 \\) -printf 'shut  %p\\0' 2>/dev/null
exit 0"""
# One number of all that lies in a release: inodes, lengths, times of change, rights, names.
STAMPS = """cd "$1/releases/$2" && t=$(mktemp) && trap 'rm -f -- "$t"' EXIT &&
find . ! -type d -printf '%i %s %C@ %m %p\\0' >"$t" && [ -s "$t" ] &&
find . -type d -printf '%m %p\\0' >>"$t" && LC_ALL=C sort -z -o "$t" "$t" &&
sha256sum -- "$t" | cut -c 1-64"""
# Lives on the beats of whoever holds it: a lost line lets go within a minute.
# The first line it says is "locked", or why it is not; stderr has the system's own words.
LOCK = """umask 022
for each in flock rsync sha256sum; do
  command -v "$each" >/dev/null || { echo "lacks $each"; exit 1; }
done
# true: a shell ends at once where exec cannot open a file. A pipe would be waited for.
{ mkdir -p -- "$1" && [ ! -p "$1/.lock" ] && true >>"$1/.lock"; } || { echo closed; exit 1; }
exec 8>>"$1/.lock"
flock -n 8
case $? in 0) echo locked ;; 1) echo taken; exit 1 ;; *) echo unlocked; exit 1 ;; esac
while [ -n "$(timeout 60 head -c 1)" ]; do :; done"""
# The folders from the public release up, each as `ls` shows it, its name after a slash.
ABOVE = """cd -P -- "$1/current" || exit 1
each=$PWD
while [ -n "$each" ]; do LC_ALL=C ls -ld -- "$each"; each=${each%/*}; done"""
