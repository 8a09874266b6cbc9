#!/bin/sh
# watch.sh PROGRAM [EDITS]    whether figures follow their files, whoever saves them and however (100 edits by each)
#
# Editors that are not there are left out. Nothing here counts on time: each state is waited for.
# shellcheck disable=SC1112,SC2016 # quotes of messages are these; words are for another shell
set -eu

program=$(readlink -f "$1")
edits=${2-100}
work=$(mktemp -d)
pid=
trap 'kill -9 $pid 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
unset NO_COLOR FORCE_COLOR || true
# What is freed would stay in the memory of the process, which is measured.
ASAN_OPTIONS=${ASAN_OPTIONS-}:quarantine_size_mb=0
export ASAN_OPTIONS
cd "$work"

fault() {
    printf 'WRONG: %s\n' "$*"
    sed 's/^/    /' said
    exit 1
}

# await COMMAND...: waits until it succeeds
await() {
    tries=0
    until "$@" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 4000 ] || fault "this does not come: $*"
        kill -0 "$pid" || fault "the watch has ended while this was waited for: $*"
        sleep 0.01
    done
}

# begin WORDS...: a watch as a terminal would start it
begin() {
    : >said
    env --default-signal=INT "$program" watch "$@" 2>said &
    pid=$!
}

# Neither at work nor asleep for a moment only.
is_idle() {
    before=$(switches)
    sleep 0.3
    ! has_child && grep -q '^State:.S' "/proc/$pid/status" && [ "$before" = "$(switches)" ]
}

switches() { grep ctxt "/proc/$pid/status"; }
child() { cat "/proc/$pid/task/$pid/children"; }
has_child() { [ -n "$(child)" ]; }

# finish SIGNAL CODE: ends it; codes of signals are those of a drawing that is cut off
finish() {
    code=0
    [ "$2" -gt 128 ] || await is_idle
    kill "-$1" "$pid"
    wait "$pid" || code=$?
    [ "$code" = "$2" ] || fault "ends with $code, not $2, at SIG$1"
    pid=
    ! grep -E 'Sanitizer|runtime error' said || fault 'sanitizers find something'
    left=$(find . -name '.entente-*')
    [ -z "$left" ] || fault "half-written files are left: $left"
}

says() { # TEXT [TIMES]: that many times, or more
    [ "$(grep -cF -e "$1" said)" -ge "${2-1}" ]
}

holds() { # FILE TEXT
    grep -qF -e "$2" "$1"
}

drawings() {
    grep -c 'drawn' said || true
}

network() { # TITLE: a small one
    printf 'title: %s\nnodes: {countries: {ys: Ys, ker: Ker}}\nedges:\n  - ys -> ker: ally\n' "$1"
}

part() {
    echo "$*"
    cd "$work"
    rm -rf room
    mkdir room
    cd room
}

# ---- who saves ----

by_sed() { sed -i "s/edit-[0-9]*/edit-$1/" net.yaml; }
by_rename() { network "edit-$1" >new && mv new net.yaml; }
in_place() { network "edit-$1" >net.yaml; }
twice() { echo 'title: half' >net.yaml && network "edit-$1" >net.yaml; }
in_pieces() { { echo "title: edit-$1" && sleep 0.005 && network x | sed 1d; } >net.yaml; }
by_link() { network "edit-$1" >"version-$1" && ln -sf "version-$1" net.yaml; }
with_backup() { cp net.yaml net.yaml~ && rm net.yaml && network "edit-$1" >net.yaml; }
by_vim() { vim -u NONE -i NONE -es -c "%s/edit-[0-9]*/edit-$1/" -c wq net.yaml; }
by_renaming_vim() { vim -u NONE -i NONE -es -c 'set backup backupcopy=no' -c "%s/edit-[0-9]*/edit-$1/" -c wq net.yaml; }
by_emacs() {
    emacs --batch -Q net.yaml --eval "(progn (re-search-forward \"edit-[0-9]*\") (replace-match \"edit-$1\") (save-buffer))"
}

# "6 5120": descriptors, and kilobytes of memory, between two drawings
held() {
    await is_idle
    echo "$(find "/proc/$pid/fd" -mindepth 1 | wc -l) $(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status")"
}

# follow EDITOR: each of its edits is waited for, then as many come without a pause
follow() {
    part "saved $1"
    network edit-0 >net.yaml
    begin -q --effort fast net.yaml -o net.svg
    await holds net.svg '>edit-0<'
    for i in $(seq "$edits"); do
        "$1" "$i" >/dev/null 2>&1 || fault "$1 cannot edit"
        await holds net.svg ">edit-$i<"
        [ "$i" != $((edits / 3 + 1)) ] || early=$(held)
    done
    late=$(held)
    [ "${early% *}" = "${late% *}" ] || fault "descriptors: ${early% *} become ${late% *}"
    # The first twenty edits find memory that the later ones use again.
    [ "$edits" -lt 60 ] || [ $((${late#* } - ${early#* })) -le 64 ] || fault "memory: ${early#* } kB become ${late#* } kB"
    for i in $(seq "$edits"); do
        "$1" "$i" >/dev/null 2>&1
    done
    await holds net.svg ">edit-$edits<"
    case $1 in by_sed | by_rename | by_link) # others may be interrupted while a half is written
        [ ! -s said ] || fault 'half a file was drawn, or -q is not heard' ;;
    esac
    finish INT 0
}

for way in by_sed by_rename in_place twice in_pieces by_link with_backup; do
    follow $way
done
! command -v vim >/dev/null || { follow by_vim && follow by_renaming_vim; }
! command -v emacs >/dev/null || follow by_emacs

# ---- what is said, and what is kept ----

part 'mistakes keep the last good figure'
network good >net.yaml
begin net.yaml -o net.svg
await says 'drawn net.svg ('
cp net.svg before.svg
echo 'nodse: {}' >>net.yaml
await says 'net.svg stays as it was'
says 'net.yaml:5:1: error: the file has no key ‘nodse’' || fault 'the mistake is not told'
cmp before.svg net.svg || fault 'a mistake changes the figure'
sed -i 's/nodse.*/# nodse/' net.yaml
await says 'mended: drawn net.svg ('
rm net.yaml
await says 'cannot read ‘net.yaml’'
network again >net.yaml
await holds net.svg '>again<'
await says 'mended' 2
echo 'nodse: {}' >>net.yaml
await says 'stays' 3
finish TERM 1

part 'there from the first moment, or not'
begin sub/net.yaml -o net.svg
await says 'nothing is drawn'
mkdir sub
network late >sub/net.yaml
await holds net.svg '>late<'
finish TERM 0

part 'backups and neighbours draw nothing'
network good >net.yaml
begin net.yaml -o net.svg
await says drawn
for name in net.yaml~ .net.yaml.swp 4913 '#net.yaml#' net.yam net.yaml.bak; do
    network other >"$name"
    mv "$name" "$name-" && rm "$name-"
done
sleep 0.3 # what they drew would be drawn by now
network more >new && mv new net.yaml
await holds net.svg '>more<'
await says drawn 2
[ "$(drawings)" = 2 ] || fault "$(drawings) drawings, not 2"
finish INT 0

part 'nothing happens, and nothing is done'
network good >net.yaml
begin net.yaml -o net.svg
await says drawn
await is_idle
before=$(switches)
sleep 1
[ "$before" = "$(switches)" ] || fault 'it is awake while nothing happens'
finish INT 0

part 'messages for machines: an array a round'
network good >net.yaml
begin --diagnostics json net.yaml -o net.svg
await says '[]'
echo 'nodse: {}' >>net.yaml
await says '"rule": "unknown-key"'
await says ']' 2
finish INT 1
[ "$(grep -c '^\[' said)" = 2 ] || fault 'there is not one array a round'

# ---- what a figure rests on ----

part 'includes and icons, those too that are not there yet'
mkdir parts
printf 'title: Pact\ninclude: parts/people.yaml\nnodes: {countries: {ys: Ys}}\n' >net.yaml
begin net.yaml -o net.svg -MD
await says 'nothing is drawn'
echo 'nodes: {people: {ana: Ana}}' >parts/people.yaml
await holds net.svg '>Ana<'
printf 'include: more.yaml\nnodes: {people: {ana: Ana, ole: Ole}}\n' >parts/people.yaml
await says more.yaml
echo 'nodes: {people: {kim: Kim}}' >parts/more.yaml
await holds net.svg '>Kim<'
holds net.d parts/more.yaml || fault 'the rule has not the new include'
echo 'nodes: {people: {kim: Kim, pia: {name: Pia, icon: pia.svg}}}' >parts/more.yaml
await says pia.svg
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n' >parts/pia.svg
await holds net.svg '>Pia<'
cp net.svg before.svg
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="3"/>\n' >parts/pia.svg
different() { ! cmp -s before.svg net.svg; }
await different
count=$(drawings)
sed -i 's/, icon: pia.svg//' parts/more.yaml
await says drawn $((count + 1))
rm parts/pia.svg # nobody needs it now
sleep 0.3
echo 'nodes: {people: {kim: Kim, udo: Udo}}' >parts/more.yaml
await holds net.svg '>Udo<'
finish INT 0

part 'folders go and come again'
mkdir parts
printf 'title: Pact\ninclude: parts/people.yaml\nnodes: {countries: {ys: Ys}}\n' >net.yaml
echo 'nodes: {people: {ana: Ana}}' >parts/people.yaml
begin net.yaml -o net.svg
await holds net.svg '>Ana<'
for name in Bea Cia Dan; do
    rm -r parts
    await says 'people.yaml’: there is no such file'
    mkdir parts
    echo "nodes: {people: {x: $name}}" >parts/people.yaml
    await holds net.svg ">$name<"
    echo "nodes: {people: {x: $name-again}}" >parts/people.yaml
    await holds net.svg ">$name-again<"
done
cp -r parts other && sed -i 's/Dan-again/Eli/' other/people.yaml
mv parts old && mv other parts
await holds net.svg '>Eli<'
echo 'nodes: {people: {x: Fox}}' >old/people.yaml # nobody needs it now
echo 'nodes: {people: {x: Gus}}' >parts/people.yaml
await holds net.svg '>Gus<'
finish INT 0

part 'links are followed, each of them'
mkdir v1 v2
network one >v1/net.yaml
network two >v2/net.yaml
ln -s v1 current
ln -s current/net.yaml net.yaml
begin "$PWD/net.yaml" -o net.svg
await holds net.svg '>one<'
network one-more >v1/net.yaml
await holds net.svg '>one-more<'
ln -sfn v2 current
await holds net.svg '>two<'
network two-more >v2/new && mv v2/new v2/net.yaml
await holds net.svg '>two-more<'
ln -sf v1/net.yaml net.yaml
await holds net.svg '>one-more<'
finish INT 0

# ---- what is drawn ----

part 'several inputs: only what was touched'
for name in a b c; do
    printf 'include: shared.yaml\ntitle: %s\nviews: {v1: {}, v2: {}}\nnodes: {countries: {ys: Ys}}\n' "$name" >$name.yaml
done
echo 'nodes: {people: {ana: Ana}}' >shared.yaml
mkdir figures
begin -O figures --all-views -j2 a.yaml b.yaml c.yaml
await says 'drawn 6 figures'
sed -i 's/title: b/title: new/' b.yaml
await says 'drawn figures/b.v1.svg, figures/b.v2.svg ('
holds figures/b.v2.svg '>new<' || fault 'the second view is not drawn'
echo 'nodes: {people: {ole: Ole}}' >shared.yaml
for name in a b c; do
    await holds figures/$name.v2.svg '>Ole<'
done
sed -i 's/v2: {}/v2: {}, v3: {}/' c.yaml
await holds figures/c.v3.svg '>Ole<'
finish INT 0

part 'days and formats'
printf 'title: Days\nnodes: {countries: {ys: Ys, ker: Ker}}\nedges:\n  - ys -> ker: {label: ally, since: 2020}\n' >net.yaml
begin -O . -Tsvg -Tpng -Tpdf --as-of 2019,2024 net.yaml
await says 'drawn 6 figures'
await is_idle
cp net.2019.svg before.svg
count=$(drawings)
echo '  - ker -> ys: {label: trusts, since: 2018}' >>net.yaml
await says 'drawn 6 figures' $((count + 1))
new=$(find . -name 'net.20*' -newer before.svg | wc -l)
[ "$new" = 6 ] || fault "$new files are new, not 6"
finish INT 0
network pair >net.yaml
begin net.yaml -o a.svg -Tpng -o b -o c.pdf --like before.svg
await says 'drawn a.svg, b, c.pdf ('
finish INT 0

# ---- a drawing that takes long ----

part 'a change while it draws; an end while it draws'
slow() { # one that takes minutes
    printf 'title: slow\nnodes:\n  countries:\n'
    for i in $(seq 90); do echo "    n$i: Country number $i"; done
    echo 'edges:'
    for i in $(seq 89); do printf '  - n%s -> n%s: supports\n' "$i" $((i * 7 % 90 + 1)) "$i" $((i * 13 % 90 + 1)); done
}
slow >net.yaml
begin --effort best net.yaml -o net.svg
for signal in none INT TERM; do
    await has_child
    last=$(child | tr -d ' ')
    case $signal in
    none) ;;
    INT) finish INT 130 ;;
    TERM) finish TERM 143 ;;
    esac
    network "$signal" >net.yaml
    [ "$pid" ] || begin --effort best net.yaml -o net.svg
    await holds net.svg ">$signal<"
    ! kill -0 "-$last" 2>/dev/null || fault 'the drawing goes on, or children of it'
    await is_idle
    [ "$(drawings)" = 1 ] || fault 'an abandoned drawing was told'
    slow >net.yaml
done
await has_child
network good >net.yaml
await says drawn 2
finish INT 0
slow >net.yaml
begin --effort best --timeout 1 net.yaml -o net.svg
await says 'not done within 1 s'
says 'nothing is drawn' || fault 'the time-out is not told'
network quick >net.yaml
await says 'mended: drawn net.svg'
finish INT 0

part 'a new include that changes before it is known'
{
    printf 'title: map\ninclude: new.yaml\nnodes:\n  countries:\n'
    for i in $(seq 600); do echo "    n$i: N$i"; done
    echo 'edges:'
    for i in $(seq 599); do echo "  - n$i -> n$((i * 7 % 600 + 1)): supports"; done
} >map
network first >net.yaml
echo 'nodes: {people: {ana: Ana}}' >new.yaml
begin --effort fast net.yaml -o net.svg
await says drawn
await is_idle
mv map net.yaml
await has_child
sleep 0.1 # by now it is read, as a rule
echo 'nodes: {people: {ole: Ole}}' >new.yaml
await holds net.svg '>Ole<'
await is_idle
mkdir parts && mv new.yaml parts/
sed -i 's|new.yaml|parts/&|' net.yaml
await has_child
sleep 0.1
rm -r parts
await says 'new.yaml’: there is no such file'
finish INT 3

part 'who writes all the time is not waited for'
network edit-0 >net.yaml
begin -q net.yaml -o net.svg
(i=1; while [ ! -e enough ]; do in_place $((i += 1)); done) &
writer=$!
moved() { ! holds net.svg "$last"; }
for i in 1 2 3; do
    await test -e net.svg
    last=$(grep -o '>edit-[0-9]*<' net.svg | head -n 1)
    await moved
done
touch enough
wait "$writer"
await holds net.svg ">$(sed -n 's/title: //p' net.yaml)<"
finish INT 0

part 'more happens than the system tells'
network good >net.yaml
begin net.yaml -o net.svg
await says drawn
kill -STOP "$pid"
most=$(cat /proc/sys/fs/inotify/max_queued_events)
i=0
while [ $i -le "$most" ]; do
    : >x
    : >y
    i=$((i + 1))
done
network after >net.yaml
kill -CONT "$pid"
await holds net.svg '>after<'
says 'everything is drawn again' || fault 'it is not told that changes were lost'
finish INT 0

# ---- what cannot be ----

part 'what cannot be watched is refused'
network good >net.yaml
refuse() { # CODE MESSAGE WORDS...
    expected=$1 message=$2 code=0
    shift 2
    timeout 60 "$program" watch "$@" >out 2>said </dev/null || code=$?
    [ "$code" = "$expected" ] || fault "ends with $code, not $expected: $*"
    says "$message" || fault "does not say ‘$message’: $*"
    [ ! -s out ] || fault "prints something: $*"
}
refuse 2 'nothing to watch'
refuse 2 'standard input is read once' - -o net.svg
for words in '' '-Tsvg' '-o -' '-Tsvg -o /dev/stdout' '-Tsvg -o net.svg -Tpng'; do
    # shellcheck disable=SC2086 # they are words
    refuse 2 'watch draws into files' net.yaml $words
done
refuse 2 '‘net.yaml’ is an input already' net.yaml -Tsvg -o net.yaml
refuse 2 'several inputs need --output-dir' net.yaml other.yaml -o net.svg
refuse 2 '‘--check-output’ is not for ‘entente watch’' --check-output net.yaml -o net.svg
refuse 2 '‘--list-deps’ is not for ‘entente watch’' --list-deps net.yaml -o net.svg

part 'the limits of the system are told'
network good >net.yaml
limited() { # NAME VALUE
    unshare -Ur sh -c 'echo "$2" >/proc/sys/user/"$1" && shift 2 && exec "$@"' limited "$@"
}
if limited max_inotify_watches 0 true 2>/dev/null; then
    for limit in max_inotify_watches:max_user_watches max_inotify_instances:max_user_instances; do
        code=0
        limited "${limit%:*}" 0 timeout 60 "$program" watch net.yaml -o net.svg >out 2>said || code=$?
        [ "$code" = 3 ] || fault "ends with $code, not 3"
        says "fs.inotify.${limit#*:}" || fault 'does not say which limit'
    done
else
    echo '    left out: limits cannot be set here'
fi
echo 'figures follow their files'
