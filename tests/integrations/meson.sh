#!/bin/sh
# meson.sh PROGRAM FOLDER    the example of Meson, in folders with blanks
# shellcheck source=tests/integrations/frame.sh
. "$(dirname "$0")/frame.sh"
needs meson ninja
example meson
mv "$work/meson" "$work/a report"
cd "$work/a report"
tree="the tree"

# build COUNT WHAT    builds, and compares how often something is drawn
build() {
    well ninja -C "$tree"
    drawn=$(grep -c 'Generating ' "$work/said" || :)
    [ "$drawn" = "$1" ] || { cat "$work/said"; wrong "$2: $1 calls of the program, not $drawn"; }
}

figures() {
    (cd "$tree" && sha256sum -- *.svg *.pdf)
}

well meson setup "$tree"
build 2 'at first'
build 0 'nothing changed'
touch networks/sources.yaml
build 2 'an include is touched'
figures >"$work/before"
edit networks/baltic.yaml 'estonia: Estonia' 'estonia: Eesti'
build 1 'a network is edited'
figures >"$work/after"
names=$(diff "$work/before" "$work/after" | sed -n 's/^> .* //p' | tr '\n' ' ')
[ "$names" = 'baltic.svg baltic.pdf ' ] || wrong "only the edited one changes: $names"

edit networks/baltic.yaml 'latvia -> nato' 'latwia -> nato'
fails 'networks/baltic.yaml:9:5: error: there is no node' -- ninja -C "$tree"
[ ! -e "$tree/baltic.svg" ] || wrong 'the broken figure is gone'
fails 'networks/baltic.yaml:9:5: error: there is no node' -- ninja -C "$tree"
edit networks/baltic.yaml 'latwia -> nato' 'latvia -> nato'
build 1 'the mistake is mended'
figures | cmp - "$work/after" || wrong 'figures are as they were'

mv networks/sources.yaml away.yaml
fails '.yaml:2:10: error: ' 'sources.yaml' -- ninja -C "$tree"
mv away.yaml networks/sources.yaml
well ninja -C "$tree"
mv networks/baltic.yaml away.yaml
fails 'networks/baltic.yaml' -- ninja -C "$tree"
mv away.yaml networks/baltic.yaml
well ninja -C "$tree"
build 0 'nothing changed at last'
DESTDIR="$work/installed" well meson install -C "$tree"
find "$work/installed" -name nordic.pdf | grep -q share/doc/report || wrong 'figures are installed'

finish
