#!/bin/sh
# editor.sh PROGRAM FOLDER    what yaml-language-server makes of the schema: see editor.mjs
#
# Exit 77 where Node or the server is not there. The server is the command yaml-language-server, or what the variable
# YAML_LANGUAGE_SERVER names.
set -eu

program=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
server=${YAML_LANGUAGE_SERVER:-$(command -v yaml-language-server || true)}
if [ -z "$server" ] || ! command -v node >/dev/null; then
    echo 'SKIPPED: this needs node and yaml-language-server (npm install yaml-language-server)'
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" schema >"$work/network.schema.json"
"$program" init -q "$work/starter.yaml"
cp "$2"/input/*.yaml "$work"
node "$here/editor.mjs" "$server" "$work"
