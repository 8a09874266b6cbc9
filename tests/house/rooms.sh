#!/bin/sh
# rooms.sh FOLDER         the walls of the house: what the files of FOLDER/src may include and call
# rooms.sh --self-test    proves on files made to offend that each rule finds its offence
#
# Prints each breach, one a line; exit 1 where there is one.
set -eu

# rule LOOK EXPRESSION FILES WHY OFFENCE
#   LOOK        all: files without comments; code: without comments and texts
#   EXPRESSION  what is looked for (grep -E)
#   FILES       where it has its place (an expression too); nowhere else
#   OFFENCE     a line that breaks the rule, for the self-test
rules() {
    commands='src/command/.*'
    layouts='src/drawing/layout[a-z_]*\.[ch]'

    # Each library behind its wall.
    rule all '#include <yaml\.h>' 'src/input/tree\.c' 'libyaml belongs to input/tree.c' '#include <yaml.h>'
    rule all '#include (<cgraph\.h>|"drawing/layout_graphviz\.h")' "src/drawing/graph[a-z_]*\.[ch]|$layouts" \
        'cgraph belongs to graph and layout' '#include <cgraph.h>'
    rule all '#include <(gvc|gvplugin[a-z_]*|gvcommon|gvcext|types|geom)\.h>' "$layouts" \
        'libgvc belongs to the layout' '#include <gvc.h>'
    rule all '#include <(librsvg|cairo|fontconfig|glib|gio|gdk-pixbuf)[a-z/-]*\.h>' 'src/format/.*' \
        'raster libraries belong to the formats' '#include <librsvg/rsvg.h>'
    rule all '#include <expat[a-z_]*\.h>' 'src/input/icon_svg\.c' 'expat belongs to input/icon_svg.c' '#include <expat.h>'
    rule all '#include <microhttpd\.h>' 'src/serve/microhttpd\.h' 'libmicrohttpd belongs to serve/microhttpd.h' \
        '#include <microhttpd.h>'
    rule all '#include <zlib\.h>' 'src/format/pixels\.c|src/input/icon_png\.c' 'zlib belongs to PNG' '#include <zlib.h>'
    rule all '#include <(sys/socket|sys/un|netdb|netinet/[a-z]+|arpa/inet|ifaddrs)\.h>' 'src/serve/.*' \
        'only serve knows networks of machines' '#include <netdb.h>'
    rule all '#include <(unistd|fcntl|signal|poll|dirent|dlfcn|spawn|sys/[a-z]+)\.h>' \
        "src/input/.*|src/format/.*|src/serve/.*|$commands|$layouts" 'rooms that compute know no operating system' \
        '#include <unistd.h>'

    # Who prints, writes, ends.
    rule code '\b(v?f?printf|dprintf|puts|putchar|fputs|fputc|putc|fwrite|perror)\(' "$commands" 'only commands print' \
        'printf("hello");'
    rule code '\b(stdout|stderr)\b' "$commands" 'only commands print' 'fflush(stdout);'
    rule code '\b(exit|quick_exit|errx?)\(' "$commands|src/main\.c" 'only commands end the program' 'exit(1);'
    rule code '\b(_exit|_Exit|abort)\(' "$commands|$layouts|src/base/memory\.c" \
        'only commands, processes for layout and the lack of memory end a process' '_exit(1);'
    rule code '\b(v?fork|exec[lv][a-z]*|posix_spawnp?|system|popen)\(' "$commands|$layouts" \
        'processes are for layouts' 'pid = fork();'
    rule code '\b(fopen|fdopen|freopen|open|openat)\(' "$commands|$layouts|src/input/.*" \
        'files are read by input and written by commands' 'f = fopen(name, mode);'
    # (A process for layout silences itself with /dev/null.)
    rule all 'O_(WRONLY|RDWR|CREAT|TRUNC)|"[wa][b+ex]*"\)' "$commands|src/drawing/layout_child\.c" \
        'only commands write files' \
        'f = open(name, O_WRONLY);'
    rule code '\b(creat|rename|unlink|remove|mkstemp|mkostemp|tmpfile|mkdir|rmdir|ftruncate|truncate|chmod)(at)?\(' \
        "$commands" 'only commands write files' 'rename(a, b);'

    # Memory in one place, and within bounds.
    rule code '\b([mc]alloc|realloc|reallocarray|free|strn?dup|v?asprintf|getline|getdelim|open_memstream)\(' 'src/base/.*' \
        'memory is got from the arena' 'char *p = strdup(q);'
    rule code '\b(strcpy|strcat|v?sprintf|gets|strtok)\(' 'nowhere' 'it knows no bounds' 'strcpy(a, b);'

    # The same input gives the same bytes: in every locale, at every time, in every environment.
    rule all '#include <(locale|ctype|wctype|wchar)\.h>' 'nowhere' 'it follows the locale' '#include <ctype.h>'
    rule all '%[-+#0]*[0-9*]*(\.[0-9*]+)?[lL]?[aefgAEFG]' 'nowhere' 'it follows the locale: buffer_number() does not' \
        'buffer_format(b, "%.2f", x);'
    rule code '\b(strto(d|f|ld)|atof|(set|use|new)locale|strcoll|strxfrm|str(n)?casecmp)\(' 'nowhere' \
        'it follows the locale' 'x = strtod(a, b);'
    rule code '\b(isw?(alpha|digit|alnum|space|upper|lower|punct|print|graph|cntrl|xdigit)|tow?(upper|lower))\(' 'nowhere' \
        'it follows the locale: utf8.c does not' 'if (isalpha(c))'
    rule code '\b(strftime|(local|gm|mk|c|asc)?time(_r)?|s?rand|s?random|[sdl]rand48|arc4random|getpid|getcwd)\(' \
        "$commands|$layouts" 'neither time nor chance is in a picture' 't = time(NULL);'
    rule code '\b((secure_)?getenv|(un)?setenv|putenv|environ)\b' "$commands|$layouts" 'no environment is in a picture' \
        'p = getenv("HOME");'
}

# Which rooms the files of a room may include.
seen_by() { # ROOM
    case $1 in
    base) echo base ;;
    network) echo base network ;;
    input) echo base network input ;;
    drawing) echo base network drawing ;;
    format) echo base drawing format ;;
    entente | run | choice) echo base network input drawing format entente run ;;
    serve) echo base serve ;;
    command) echo base network input drawing format entente serve command ;;
    main) echo command entente ;;
    esac
}

# What a room shows to others; its other headers are its own. The scene is what every format reads.
shown_by() { # ROOM
    case $1 in
    entente | run) echo "$1.h" ;;
    base) echo base/base.h base/paper.h base/record.h ;;
    drawing) echo drawing/drawing.h drawing/scene.h ;;
    *) echo "$1/$1.h" ;;
    esac
}

# ---- how it is looked for ----

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Makes $work/all and $work/code of the files of FOLDER/src.
strip() { # FOLDER
    rm -rf "$work/all" "$work/code"
    for file in $(cd "$1" && find src -name '*.[ch]' | LC_ALL=C sort); do
        mkdir -p "$work/all/${file%/*}" "$work/code/${file%/*}"
        cc -fpreprocessed -dD -E -P -x c "$1/$file" >"$work/all/$file" 2>/dev/null
        sed '/^#include/!s/"\([^"\\]\|\\.\)*"/""/g' "$work/all/$file" >"$work/code/$file"
    done
}

breaches() { # FOLDER
    strip "$1"
    rule() {
        (cd "$work/$1" && grep -rE -- "$2" src) | LC_ALL=C sort | grep -vE "^($3):" | sed "s#\$#    <- $4#" || true
    }
    rules
    (cd "$work/all" && grep -rE '^#include "' src) | LC_ALL=C sort | while IFS=: read -r file line; do
        included=${line#*\"}
        included=${included%\"*}
        room=$(room_of "${file#src/}")
        other=$(room_of "$included")
        case " $(seen_by "$room") " in
        *" $other "*) ;;
        *) echo "$file:$line    <- $room does not know $other" ;;
        esac
        case " $(shown_by "$other") " in
        *" $included "*) ;;
        *) [ "$room" = "$other" ] || echo "$file:$line    <- it is $other's own; others see $(shown_by "$other")" ;;
        esac
    done
}

room_of() { # FILE, seen from src
    case $1 in
    */*) echo "${1%%/*}" ;;
    *) echo "${1%.[ch]}" ;;
    esac
}

# ---- whether it would be found ----

self_test() {
    house=$work/house
    failed=0
    expect() { # FILE LINE REASON (none: nothing is to be found)
        rm -rf "$house"
        mkdir -p "$house/src/${1%/*}"
        printf '%s\n' "$2" >"$house/src/$1"
        said=$(breaches "$house")
        case $said in
        *"<- ${3-}"*) [ -n "${3-}" ] && return ;;
        '') [ -z "${3-}" ] && return ;;
        esac
        echo "self-test: $1: $2: expected '${3-}', heard '$said'"
        failed=1
    }
    offences=$(
        rule() { printf '%s|%s\n' "$4" "$5"; }
        rules
    )
    while IFS='|' read -r why offence; do
        expect network/bad.c "$offence" "$why"
    done <<EOF
$offences
EOF
    expect network/bad.c '#include "drawing/drawing.h"' 'network does not know drawing'
    expect format/bad.c '#include "network/network.h"' 'format does not know network'
    expect base/bad.c '#include "entente.h"' 'base does not know entente'
    expect serve/bad.c '#include "entente.h"' 'serve does not know entente'
    expect command/bad.c '#include "serve/http.h"' "it is serve's own"
    expect input/bad.c '#include "network/dates.h"' "it is network's own"
    expect network/good.c '#include "network/dates.h"'
    expect network/good.c '/* printf("%f") and free(p) in a comment */'
    expect network/good.c 'report(d, r, at, 0, "no exit(1), no free(p), 50 % of %d");'
    expect network/good.c 'buffer_free(&b); reporting_time(3);'
    expect base/good.c 'void *p = malloc(3);'
    expect command/good.c 'printf("hello");'
    expect input/tree.c '#include <yaml.h>'
    return "$failed"
}

if [ "$1" = --self-test ]; then
    self_test
else
    found=$(breaches "$1")
    [ -z "$found" ] || {
        printf '%s\n' "$found"
        exit 1
    }
fi
