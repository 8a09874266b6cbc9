#!/bin/sh
# readme.sh ALIKE FOLDER    does in a copy of FOLDER what README.md tells to do, and compares with what it shows
#
#   ```sh       is run from top to bottom and must succeed
#   ```console  lines that begin with "$ " are run; what they print, to both outputs, must be the lines below them
#   ```yaml     is the file of input/ that its first line, a comment, names
#
# In the end the release build that this made must draw the figures that FOLDER holds (figures.sh).
set -eu

alike=$(readlink -f "$1")
folder=$(readlink -f "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
copy=$work/copy
mkdir "$copy" "$work/blocks"
tar -C "$folder" --exclude=./build --exclude=./.git -cf - . | tar -C "$copy" -xf -
cd "$copy"
export HOME="$work" PATH="$copy/build/release:$PATH"

fail() {
    printf 'README.md: %s\n' "$*"
    exit 1
}

# blocks/01.sh, blocks/02.console, …
awk -v to="$work/blocks" '
    /^```/ && file { close(file); file = ""; next }
    /^```[a-z]/ { file = sprintf("%s/%02d.%s", to, ++count, substr($0, 4)); printf "" > file; next }
    file { print > file }
' README.md

# This very run is `./run test`: it is not run inside itself.
sed -i 's|^\./run test$|test -x ./run|' "$work"/blocks/*.sh

for block in "$work"/blocks/*; do
    case $block in
    *.sh)
        sh -eu "$block" >"$work/said" 2>&1 || {
            cat "$work/said"
            fail "this failed: $(cat "$block")"
        }
        ;;
    *.console)
        while IFS= read -r line; do
            case $line in
            '$ '*)
                printf '%s\n' "$line"
                sh -c "${line#??}" 2>&1 </dev/null || true
                ;;
            esac
        done <"$block" >"$work/said"
        diff "$block" "$work/said" || fail 'what it shows is not what is printed'
        ;;
    *.yaml)
        # The link above it names the file.
        file=$(grep -B 3 -xF -e "$(head -n 1 "$block")" README.md | sed -n 's/.*](\(input[^)]*\)):$/\1/p')
        diff "$block" "$file" || fail "the network it shows is not $file"
        ;;
    esac
done

"$folder/tests/house/figures.sh" build/release/entente "$alike" "$folder"
