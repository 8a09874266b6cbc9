#!/bin/sh
# cmake.sh PROGRAM FOLDER    the installed CMake package, with both generators, in folders with blanks
# shellcheck source=tests/integrations/frame.sh
. "$(dirname "$0")/frame.sh"
needs cmake ninja make cc pkg-config

# build COUNT WHAT    builds, and compares how often something is drawn
build() {
    well cmake --build "$tree"
    drawn=$(grep -c 'Drawing ' "$work/said" || :)
    [ "$drawn" = "$1" ] || { cat "$work/said"; wrong "$2: $1 calls of the program, not $drawn ($generator)"; }
}

changed() { # EXPECTED WHAT    the names of files that differ from `before`
    sums "$tree/figures" >"$work/after"
    names=$(diff "$work/before" "$work/after" | sed -n 's|^> .*/||p' | tr '\n' ' ')
    [ "$names" = "$1" ] || wrong "$2: ‘$1’ change, not ‘$names’ ($generator)"
}

install_to() { # PREFIX
    well cmake --install "$(dirname "$program")" --prefix "$1"
}

install_to "$work/first place"
mv "$work/first place" "$work/the place"
prefix="$work/the place"
mkdir "$work/a report"
example cmake
for generator in Ninja 'Unix Makefiles'; do
    source="$work/a report/$generator" tree="$work/trees/$generator"
    cp -R "$work/cmake" "$source"
    well cmake -S "$source" -B "$tree" -G "$generator" "-DCMAKE_PREFIX_PATH=$prefix"
    build 3 'at first'
    for name in nordic.svg nordic.pdf baltic.svg baltic.pdf nordic.members.svg nordic.members.md nordic.applicants.svg \
        nordic.applicants.md; do
        [ -s "$tree/figures/$name" ] || wrong "$name is there ($generator)"
    done
    sums "$tree/figures" >"$work/before"
    build 0 'nothing changed'
    touch "$source/networks/baltic.yaml"
    build 1 'a network is touched'
    touch "$source/networks/sources.yaml"
    build 3 'an include is touched'
    build 0 'nothing changed again'
    changed '' 'after touching'

    edit "$source/networks/baltic.yaml" 'estonia: Estonia' 'estonia: Eesti'
    build 1 'a network is edited'
    changed 'baltic.pdf baltic.svg ' 'a network is edited'
    sums "$tree/figures" >"$work/before"

    # A mistake: no figure of before is left, it fails as long as it stands, and nothing else is harmed.
    edit "$source/networks/baltic.yaml" 'latvia -> nato' 'latwia -> nato'
    fails "$source/networks/baltic.yaml:9:5: error: there is no node" -- cmake --build "$tree"
    for name in baltic.svg baltic.pdf; do
        [ ! -e "$tree/figures/$name" ] || wrong "of a broken network there is no $name ($generator)"
    done
    [ -e "$tree/figures/nordic.svg" ] || wrong "another figure stays ($generator)"
    fails "$source/networks/baltic.yaml:9:5: error: there is no node" -- cmake --build "$tree"
    edit "$source/networks/baltic.yaml" 'latwia -> nato' 'latvia -> nato'
    build 1 'the mistake is mended'
    changed '' 'the mistake is mended'

    # An include that goes and comes.
    mv "$source/networks/sources.yaml" "$work/away.yaml"
    fails '.yaml:2:10: error: ' 'sources.yaml' -- cmake --build "$tree"
    mv "$work/away.yaml" "$source/networks/sources.yaml"
    well cmake --build "$tree"
    changed '' 'the include is back'

    # A network that is no longer where it was.
    mv "$source/networks/baltic.yaml" "$work/away.yaml"
    fails 'networks/baltic.yaml' -- cmake --build "$tree"
    mv "$work/away.yaml" "$source/networks/baltic.yaml"
    well cmake --build "$tree"

    edit "$source/CMakeLists.txt" '--page 12x18' '--page 9x9'
    build 1 'an option is changed'
    touch "$prefix/bin/entente"
    build 3 'the program is changed'
    build 0 'nothing changed at last'
    well cmake --install "$tree" --prefix "$tree/installed"
    [ -s "$tree/installed/share/doc/report/nordic.pdf" ] || wrong "figures are installed ($generator)"
done

# From a subfolder, into a folder with a blank, and to one outside of the build.
mkdir -p "$work/deep/sub"
printf 'cmake_minimum_required(VERSION 3.20)\nproject(deep LANGUAGES NONE)\nfind_package(entente REQUIRED)\nadd_subdirectory(sub)\n' \
    >"$work/deep/CMakeLists.txt"
cat >"$work/deep/sub/CMakeLists.txt" <<END
entente_add_figure(inside FILES "$work/cmake/networks/nordic.yaml" OUTPUT_DIR "the figures")
entente_add_figure(outside FILES "$work/cmake/networks/nordic.yaml" OUTPUT_DIR "$work/out side")
END
for generator in Ninja 'Ninja Multi-Config' 'Unix Makefiles'; do
    tree="$work/deep/$generator"
    rm -rf "$work/out side"
    well cmake -S "$work/deep" -B "$tree" -G "$generator" "-DCMAKE_PREFIX_PATH=$prefix"
    build 2 'at first, from a subfolder'
    build 0 'nothing changed, from a subfolder'
    touch "$work/cmake/networks/sources.yaml"
    build 2 'an include is touched, from a subfolder'
    build 0 'nothing changed again, from a subfolder'
    cmp "$tree/sub/the figures/nordic.svg" "$work/out side/nordic.svg" || wrong "both are drawn ($generator)"
done

# What is asked for wrongly is told when the build is set up.
ask() { # WORDS TEXT
    mkdir -p "$work/asked"
    printf 'cmake_minimum_required(VERSION 3.20)\nproject(asked LANGUAGES NONE)\nfind_package(entente REQUIRED)\n%s\n' "$1" \
        >"$work/asked/CMakeLists.txt"
    fails "$2" -- cmake -S "$work/asked" -B "$work/asked/b" -G Ninja "-DCMAKE_PREFIX_PATH=$prefix"
}
ask 'entente_add_figure(x)' 'name the networks after FILES'
ask 'entente_add_figure(x FILES a/n.yaml b/n.yaml)' 'written twice'
ask 'entente_add_figure(x y FILES n.yaml)' '(x): what is '
ask 'find_package(entente 99 REQUIRED)' '99'
ask 'find_package(entente REQUIRED COMPONENTS nothing)' 'entente has no component'

# The library, in a program of somebody else.
mkdir "$work/program"
cat >"$work/program/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.20)
project(other LANGUAGES C)
find_package(entente REQUIRED COMPONENTS library)
add_executable(other other.c)
target_link_libraries(other PRIVATE entente::library)
END
cat >"$work/program/other.c" <<'END'
#include <entente.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    const char *bytes;
    size_t length;
    entente *run = entente_new(NULL);
    bool well = argc == 2 && entente_read(run, argv[1]) && entente_draw(run, "svg", &bytes, &length);
    if (well)
        fwrite(bytes, 1, length, stdout);
    entente_free(run);
    return well ? 0 : 1;
}
END
well cmake -S "$work/program" -B "$work/program/b" -G Ninja "-DCMAKE_PREFIX_PATH=$prefix"
well cmake --build "$work/program/b"
well "$work/program/b/other" "$work/cmake/networks/nordic.yaml"
cmp "$work/said" "$work/trees/Ninja/figures/nordic.svg" || wrong 'the library draws as the program does'

# Without an installation, from the sources: the program is built first. (Which takes long, and is only looked at here.)
mkdir "$work/whole"
printf 'cmake_minimum_required(VERSION 3.21)\nproject(whole C)\nadd_subdirectory("%s" entente)\nentente_add_figure(%s)\n' \
    "$top" "figures FILES \"$work/cmake/networks/nordic.yaml\"" >"$work/whole/CMakeLists.txt"
well cmake -S "$work/whole" -B "$work/whole/b" -G Ninja
well ninja -C "$work/whole/b" -t commands figures
holds "$work/said" '-o entente/entente '
holds "$work/said" 'b/entente/entente -Tsvg -O'
well cmake --install "$work/whole/b" --prefix "$work/whole/installed"
[ ! -e "$work/whole/installed/bin/entente" ] || wrong 'what is only used is not installed'

finish
