#!/bin/sh
# rebuild.sh MAKER PROGRAM FOLDER    builds with the rules of docs/build.md, by the real make or ninja
#
# A change in an include or icon draws one figure anew, no change none, and a mistake leaves the old one. Exit 77 where
# the maker is not there.
set -eu

maker=$1
program=$(readlink -f "$2")
manual=$(readlink -f "$3")/docs/build.md
command -v "$maker" >/dev/null || { echo "SKIPPED: this needs $maker"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir bin networks
printf '#!/bin/sh\necho "$*" >>"%s/calls"\nexec "%s" "$@"\n' "$work" "$program" >bin/entente
chmod +x bin/entente
export PATH="$work/bin:$PATH"
case $maker in make) file=Makefile ;; ninja) file=build.ninja ;; esac
awk -v want='```'"$maker" '$0 == want { inside = 1; next } /^```/ { inside = 0 } inside' "$manual" >"$file"
[ -s "$file" ] || { echo "docs/build.md has no rules for $maker"; exit 1; }

printf 'title: The pact\ninclude: people.yaml\nnodes: {countries: {ys: {name: Ys, icon: flag.svg}}}\n' >networks/pact.yaml
printf 'nodes: {people: {ana: Ana}}\n' >networks/people.yaml
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n' >networks/flag.svg
# People are no network of their own here; where all are drawn, they are drawn too.
[ "$maker" = ninja ] || { mkdir networks/parts && mv networks/people.yaml networks/parts/ &&
    sed -i 's|include: |&parts/|' networks/pact.yaml; }
people=$(find networks -name people.yaml)

# expect COUNT WHAT: builds, and compares how many figures were drawn
expect() {
    : >calls
    "$maker" >said 2>&1 || { [ "$1" = fails ] && return; cat said; echo "$2: the build fails"; exit 1; }
    [ "$1" != fails ] || { echo "$2: the build should fail"; exit 1; }
    drawn=$(wc -l <calls)
    [ "$drawn" = "$1" ] || { cat said; echo "$2: $drawn figures are drawn, not $1"; exit 1; }
}

# Seconds are all that some file systems tell apart.
change() { # FILE TEXT
    sleep 1.1
    printf '%s\n' "$2" >>"$1"
}

expect 1 'at first'
expect 0 'nothing changed'
change networks/pact.yaml '# more'
expect 1 'the network changed'
change "$people" '# more'
expect 1 'an include changed'
change networks/flag.svg '<!-- more -->'
expect 1 'an icon changed'
expect 0 'nothing changed again'
cp figures/pact.svg before.svg
change "$people" 'nodse: {}'
expect fails 'a mistake in an include'
cmp before.svg figures/pact.svg
sed -i '$d' "$people"
sleep 1.1
touch "$people"
expect 1 'the mistake is mended'
expect 0 'nothing changed at last'
echo "$maker: every change is seen"
