#!/bin/sh
# serve.sh PROGRAM    `entente watch --serve`, looked at in a real browser: see serve.mjs. Exit 77 where Chromium or Node is
# not there.
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
mkdir "$work/networks" "$work/bin"
node "$here/serve.mjs" "$browser" "$program" "$work"
