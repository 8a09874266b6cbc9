#!/bin/sh
# browser.sh PROGRAM FOLDER    figures in a real browser: see browser.mjs. Exit 77 where Chromium or Node is not there.
set -eu

program=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
for name in chromium chromium-browser google-chrome; do
    browser=$(command -v "$name") && break
done
if [ -z "$browser" ] || ! command -v node >/dev/null; then
    echo 'SKIPPED: this needs chromium and node'
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

figure() { # NAME OPTION...: of browser.yaml and of a case with icons
    name=$1
    shift
    "$program" "$here/browser.yaml" "$@" -Tsvg -o "$work/$name.svg" -Tsvg_inline -o "$work/$name.inline"
}

figure light --theme light
figure auto
figure other --id-prefix other
(cd "$2/tests/good/icons-of-both-types" && "$program" case.yaml -Tsvg -o "$work/icons.svg" -Tsvg_inline -o "$work/icons.inline")
"$program" "$2/input/aukus.yaml" --effort fast --dpi 110 -Tsvg_inline -o "$work/map.inline" -o "$work/map.png" -o "$work/map.map"
node "$here/browser.mjs" "$browser" "$work"
