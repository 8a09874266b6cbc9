#!/bin/sh
# same-bytes.sh PROGRAM FOLDER    draws FOLDER/input/*.yaml again and again, each time elsewhere: the bytes must not change
set -eu

program=$(readlink -f "$1")
input=$(readlink -f "$2/input")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

draw() { # INTO FROM FILE COMMAND...: draws FILE in all formats, standing in FROM; COMMAND stands before the program
    into=$work/$1 from=$2 file=$3
    shift 3
    rm -rf "$into"
    mkdir "$into"
    (cd "$from" && "$@" "$program" "$file" --effort "$effort" -Tsvg -o "$into/a.svg" -Tsvg_inline -o "$into/a.html" -Tdot -o "$into/a.dot" \
        -Tpng -o "$into/a.png" -Tpdf -o "$into/a.pdf" -o "$into/a.map" -o "$into/a.txt" -o "$into/a.md" -o "$into/a.json")
}

again() { # WHAT FROM FILE COMMAND...
    what=$1
    shift
    if ! draw again "$@" || ! diff -r "$work/first" "$work/again"; then
        echo "not the same: $name $what"
        failed=1
    fi
}

# Locales made here: the system need not have them.
for locale in de_DE tr_TR; do
    localedef -i "$locale" -f UTF-8 "$work/$locale.UTF-8"
done

found=0
for network in "$input"/*.yaml; do
    name=$(basename "$network")
    found=$((found + 1))
    effort=fast
    draw first "$input" "$network" env
    again 'in the folder of the file' "$input" "$name" env
    again 'in the root folder' / "${network#/}" env
    again 'from standard input' "$work" - env <"$network"
    again 'in German' "$work" "$network" env "LOCPATH=$work" LC_ALL=de_DE.UTF-8 LANGUAGE=de
    again 'in Turkish' "$work" "$network" env "LOCPATH=$work" LC_ALL=tr_TR.UTF-8
    again 'in another time zone' "$work" "$network" env TZ=Pacific/Kiritimati SOURCE_DATE_EPOCH=1
    # What sanitizers are told stays, or leaks that are not ours would fail.
    again 'without an environment' "$work" "$network" env -i "LSAN_OPTIONS=${LSAN_OPTIONS-}"
    again 'in another environment' "$work" "$network" env HOME=/nowhere TERM=dumb NO_COLOR=1 GVBINDIR=/nowhere \
        SERVER_NAME=x DOTFONTPATH=/nowhere FILLER="$(head -c 50000 /dev/zero | tr '\0' x)"
    # The search in full takes its time: once here, and once elsewhere in all that.
    effort=normal
    draw first "$input" "$network" env
    again 'elsewhere, at normal effort' / "${network#/}" env -i "LSAN_OPTIONS=${LSAN_OPTIONS-}" "LOCPATH=$work" \
        LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati
done
[ "$found" -gt 0 ] || failed=1
exit "$failed"
