#!/bin/sh
# text-stays-inside.sh RENDERER PROGRAM INSIDE FOLDER    no letter leaves its box, with the fonts of this machine and with
#                                                        none but Liberation Sans
#
# RENDERER is png (librsvg) or chromium. Cases whose names and notes are hard to fit are drawn without their edges, so that
# whatever is painted outside of a box has left it (the program INSIDE looks). Exit 77 where there is no Chromium.
set -eu

renderer=$1
program=$(readlink -f "$2")
inside=$(readlink -f "$3")
good=$(readlink -f "$4/tests/good")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
dpi=192
scale=$(echo "$dpi" | awk '{ printf "%.6f", $1 / 72 }')

cases='texts-in-every-script
text-from-right-to-left
text-without-blanks-between-words
letters-that-join-and-stack
emoji-flags-and-their-sequences
very-long-names-words-and-addresses
text-that-would-reorder-what-follows'

# cairo leaks a little where it takes letters from some fonts of CJK; leaks of ours are looked for by other tests.
export ASAN_OPTIONS="${ASAN_OPTIONS-}:detect_leaks=0"

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ "$renderer" = chromium ] && [ -z "$browser" ]; then
    echo 'skipped: there is no Chromium here'
    exit 77
fi

# A font system that knows one folder only.
liberation=$(find /usr/share/fonts /usr/local/share/fonts -name LiberationSans-Regular.ttf 2>/dev/null | head -n 1)
[ -n "$liberation" ] || { echo 'Liberation Sans is not there'; exit 1; }
mkdir "$work/fonts"
cp "$(dirname "$liberation")"/LiberationSans-*.ttf "$work/fonts"
cat >"$work/fonts.conf" <<END
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>$work/fonts</dir><cachedir>$work/cache</cachedir></fontconfig>
END

without_fonts() {
    env FONTCONFIG_FILE="$work/fonts.conf" "$@"
}

# Draws $1.svg into $1.png; the rest stands before the command.
draw_png() {
    of=$1
    shift
    "$@" "$program" --legend none --dpi "$dpi" -Tpng -o "$of.png" "$of.yaml"
}

draw_chromium() {
    of=$1
    shift
    size=$(sed -n 's/.*<svg width="\([0-9]*\)pt" height="\([0-9]*\)pt".*/\1 \2/p' "$of.svg" |
        awk '{ printf "%d,%d", $1 * 4 / 3 + 1, $2 * 4 / 3 + 1 }')
    "$@" "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" \
        --force-device-scale-factor=2 --window-size="$size" --screenshot="$of.png" "file://$of.svg" >"$work/said" 2>&1 ||
        { cat "$work/said"; exit 1; }
}

look() { # WHAT PREFIX...: draws the case at hand, and tells where it is not as it must be
    what=$1
    shift
    "draw_$renderer" "$work/$name" "$@"
    "$inside" "$work/$name.svg" "$work/$name.png" "$scale" || {
        echo "$name: $what"
        failed=1
    }
}

for name in $cases; do
    sed '/^edges:/,$d' "$good/$name/case.yaml" >"$work/$name.yaml"
    "$program" --theme light --legend none -q -Tsvg -o "$work/$name.svg" "$work/$name.yaml"
    look 'with the fonts of this machine' env
    look 'with Liberation Sans alone' without_fonts
done

# Letters that are larger than they were measured must be seen to leave their boxes.
if [ "$renderer" = chromium ]; then
    name=texts-in-every-script
    sed -i 's/font-size="95"/font-size="190"/' "$work/$name.svg"
    draw_chromium "$work/$name" env
    if "$inside" "$work/$name.svg" "$work/$name.png" "$scale" >/dev/null; then
        echo 'letters of twice the size were not seen to leave their boxes'
        failed=1
    fi
fi
exit "$failed"
