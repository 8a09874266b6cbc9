#!/bin/sh
# style.sh PROGRAM FOLDER    of the two networks that docs/style.md shows, the first must become the second
set -eu

program=$(readlink -f "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -v to="$work" '
    /^```/ && file { close(file); file = ""; next }
    /^```yaml/ { file = to "/" ++count; next }
    file { print > file }
' "$2/docs/style.md"
"$program" fmt - <"$work/1" | diff - "$work/2"
