# What the program is linked with: Graphviz and libyaml; expat and zlib, which Graphviz brings along. librsvg and cairo
# are loaded at run time, only for PNG and PDF, and libmicrohttpd only for `watch --serve`, because linking them makes every
# start slower: of them only the headers are used here.
find_package(PkgConfig REQUIRED)
pkg_check_modules(GRAPHVIZ REQUIRED IMPORTED_TARGET libgvc libcgraph)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(RASTER REQUIRED librsvg-2.0 cairo)
pkg_check_modules(HTTP REQUIRED libmicrohttpd)

# The layout libraries of Graphviz lie in a folder of their own. The one with dot is linked and found by the run path;
# the other is loaded from there when asked for.
pkg_get_variable(graphviz_libdir libgvc libdir)
set(graphviz_plugins ${graphviz_libdir}/graphviz)
find_library(GRAPHVIZ_DOT_LAYOUT gvplugin_dot_layout PATHS ${graphviz_plugins} NO_DEFAULT_PATH REQUIRED)
set(CMAKE_BUILD_RPATH ${graphviz_plugins})
set(CMAKE_INSTALL_RPATH ${graphviz_plugins})

# 2.43.0 becomes 24300: for #if, where versions of Graphviz differ.
string(REGEX MATCH "^([0-9]+)\\.([0-9]+)\\.([0-9]+)" unused "${GRAPHVIZ_libgvc_VERSION}")
math(EXPR graphviz_version "${CMAKE_MATCH_1} * 10000 + ${CMAKE_MATCH_2} * 100 + ${CMAKE_MATCH_3}")

add_library(entente_dependencies INTERFACE)
target_compile_definitions(entente_dependencies INTERFACE
    ENTENTE_GRAPHVIZ_VERSION=${graphviz_version} ENTENTE_GRAPHVIZ_PLUGINS="${graphviz_plugins}")
target_include_directories(entente_dependencies SYSTEM INTERFACE ${RASTER_INCLUDE_DIRS} ${HTTP_INCLUDE_DIRS})
target_link_libraries(entente_dependencies INTERFACE
    ${GRAPHVIZ_DOT_LAYOUT} PkgConfig::GRAPHVIZ PkgConfig::YAML PkgConfig::EXPAT PkgConfig::ZLIB ${CMAKE_DL_LIBS} m)
