# frame.sh    what the tests of all adapters share; each begins with: . "$(dirname "$0")/frame.sh"
#
# They are called as TEST PROGRAM FOLDER, with the program and the checkout. $program and $top are these, $work is a
# folder that goes when the test ends. A test ends with `finish`.
# shellcheck shell=sh disable=SC2034
set -eu

program=$(readlink -f "$1")
top=$(readlink -f "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
ENTENTE=$program
PATH=$(dirname "$program"):$PATH
LC_ALL=C.UTF-8
export ENTENTE PATH LC_ALL

# Ends the test as one that was left out, where a command is not there. `./run test docs` installs all of them.
needs() { # COMMAND...
    for name in "$@"; do
        command -v "$name" >/dev/null || {
            echo "SKIPPED: this needs $name"
            exit 77
        }
    done
}

# Whether npm reaches its registry: nothing that it brings can be tested without.
npm_answers() {
    timeout 60 npm view markdown-it version >/dev/null 2>&1
}

# Copies an example to $work/NAME, where it can be edited.
example() { # INTEGRATION
    cp -R "$top/integrations/$1/example" "$work/$1"
}

wrong() { # TEXT...
    printf 'not so: %s\n' "$*"
    failed=1
}

# Runs a command that must go well; what it says is shown where it does not.
well() { # COMMAND...
    "$@" >"$work/said" 2>&1 && return
    cat "$work/said"
    wrong "this goes well: $*"
}

# Runs a command that must fail, and say all of the texts.
fails() { # TEXT... -- COMMAND...
    texts=$work/texts
    : >"$texts"
    while [ "$1" != -- ]; do
        printf '%s\n' "$1" >>"$texts"
        shift
    done
    shift
    ! "$@" >"$work/said" 2>&1 || wrong "this fails: $*"
    while read -r text; do
        grep -qF -- "$text" "$work/said" || {
            cat "$work/said"
            wrong "‘$*’ says ‘$text’"
        }
    done <"$texts"
}

# Whether a file holds a text.
holds() { # FILE TEXT
    grep -qF -- "$2" "$1" || wrong "$1 holds ‘$2’"
}

lacks() { # FILE TEXT
    ! grep -qF -- "$2" "$1" || wrong "$1 has no ‘$2’"
}

# Replaces a text in a file, once on each line; the text must be there.
edit() { # FILE FROM TO
    holds "$1" "$2"
    FROM=$2 TO=$3 awk '
        {
            at = index($0, ENVIRON["FROM"])
            if (at) $0 = substr($0, 1, at - 1) ENVIRON["TO"] substr($0, at + length(ENVIRON["FROM"]))
            print
        }' "$1" >"$work/edited" && cat "$work/edited" >"$1"
}

# Opens pages in a real browser, light and dark: each figure has a name and is readable, its links lead somewhere.
# FIGURES is how many each page has. Where LOOK names a folder, pictures of the pages go there.
look() { # FIGURES PAGE...
    figures=$1
    shift
    node "$top/tests/integrations/look.mjs" "$(browser)" "$work" "$figures" "$@" || failed=1
}

browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

# Writes for each file below a folder its sum and name, figures and all, so that two builds can be compared.
sums() { # FOLDER
    (cd "$1" && find . -type f -exec sha256sum {} + | sort -k 2)
}

finish() {
    [ "$failed" = 0 ] && echo 'all so'
    exit "$failed"
}
