#!/bin/sh
# figures.sh PROGRAM ALIKE FOLDER    the figures in FOLDER/graphs are what PROGRAM draws of FOLDER/input
#
# DOT is the same everywhere. Layouts differ between versions of Graphviz, and pictures of text between versions of the
# libraries that set it: there, SVG must hold the same parts, and PNG must look alike (the program ALIKE tells).
set -eu

program=$(readlink -f "$1")
alike=$(readlink -f "$2")
cd "$3"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
drawn_with='2.43.0'

differs() {
    echo "graphs/$1 is not what is drawn: run ./run, look at it, and commit it"
    failed=1
}

parts() { # SVG
    grep -oE ' (id|data-id|data-from|data-to|class)="[^"]*"' "$1" | LC_ALL=C sort
}

same_version() {
    [ "$(pkg-config --modversion libgvc)" = "$drawn_with" ]
}

found=0
for file in input/*.yaml; do
    name=$(basename "$file" .yaml)
    found=$((found + 1))
    "$program" "$file" -Tsvg -o "$work/$name.svg" -Tpng -o "$work/$name.png" -Tdot -o "$work/$name.dot"
    xmllint --noout "$work/$name.svg" || differs "$name.svg"
    cmp "$work/$name.dot" "graphs/$name.dot" || differs "$name.dot"
    if same_version; then
        cmp "$work/$name.svg" "graphs/$name.svg" || differs "$name.svg"
        "$alike" "$work/$name.png" "graphs/$name.png" || differs "$name.png"
    else
        parts "$work/$name.svg" >"$work/now"
        parts "graphs/$name.svg" | cmp - "$work/now" || differs "$name.svg"
    fi
done

# Figures of networks that are gone have no business there.
for file in graphs/*; do
    name=$(basename "$file")
    [ -e "$work/$name" ] || differs "$name"
done
[ "$found" -gt 0 ] || failed=1

# The view that the gallery shows.
"$program" input/nato.yaml --view leaders -o "$work/leaders.svg"
parts "$work/leaders.svg" >"$work/now"
parts docs/nato.leaders.svg | cmp - "$work/now" || {
    echo "docs/nato.leaders.svg is not what is drawn: entente input/nato.yaml --view leaders -o docs/nato.leaders.svg"
    failed=1
}
exit "$failed"
