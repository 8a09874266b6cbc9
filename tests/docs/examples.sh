#!/bin/sh
# examples.sh PROGRAM FOLDER DOCUMENT...    whether the examples of documents are right, each document in a folder of its own
#
#   ```yaml     is a network without errors. A first line `# NAME.yaml` names its file, and `# NAME.yaml, continued` goes on with
#               one; others are looked at and forgotten
#   ```sh       is run, and must succeed
#   ```console  lines that begin with "$ " are run; what they print, to both outputs, must be the lines below them
#
# Figures that the document shows and its commands draw must be the same; with UPDATE in the environment they are written anew.
set -eu

program=$(readlink -f "$1")
folder=$(readlink -f "$2")
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/entente"
PATH=$work/bin:$PATH
failed=0

fail() { # BLOCK WHAT
    printf '%s: %s:\n' "${1#"$work/"}" "$2"
    sed 's/^/    /' "$work/said"
    failed=1
}

# $2/01.yaml, $2/02.console … of the document
split() { # DOCUMENT TO
    awk -v to="$2" '
        /^```/ && file { close(file); file = ""; next }
        /^```[a-z]/ { file = sprintf("%s/%02d.%s", to, ++count, substr($0, 4)); printf "" > file; next }
        file { print > file }
    ' "$1"
}

network() { # BLOCK
    name=$(sed -n '1s/^# \([^ ,]*\.yaml\)\(, continued\)\{0,1\}$/\1/p' "$1")
    case $(head -n 1 "$1") in
    *', continued')
        sed 1d "$1" >>"$name"
        ;;
    *)
        name=${name:-example.yaml}
        cp "$1" "$name"
        ;;
    esac
    entente check "$name" >"$work/said" 2>&1 || fail "$1" 'this network has errors'
}

console() { # BLOCK
    while IFS= read -r line; do
        case $line in
        '$ '*)
            printf '%s\n' "$line"
            sh -c "${line#??}" 2>&1 </dev/null || true
            ;;
        esac
    done <"$1" >"$work/shown"
    diff "$1" "$work/shown" >"$work/said" || fail "$1" 'what it shows is not what is printed'
}

for document; do
    here=$work/$(basename "$document" .md)
    mkdir -p "$here/work"
    split "$folder/$document" "$here"
    cd "$here/work"
    cp "$folder/tests/good/icons-of-both-types/flag.svg" .
    count=0
    for block in "$here"/[0-9]*; do
        count=$((count + 1))
        case $block in
        *.yaml) network "$block" ;;
        *.sh) sh -eu "$block" >"$work/said" 2>&1 </dev/null || fail "$block" 'this failed' ;;
        *.console) console "$block" ;;
        esac
    done
    for figure in *.svg; do
        shown=$folder/$(dirname "$document")/$figure
        grep -qF "]($figure)" "$folder/$document" || continue
        [ -z "${UPDATE-}" ] || cp "$figure" "$shown"
        cmp "$figure" "$shown" >"$work/said" 2>&1 || fail "$document" "the figure it shows is not what is drawn"
    done
    printf '%s: %d examples\n' "$document" "$count"
    [ "$count" -gt 0 ] || failed=1
done
exit "$failed"
