# How everything of ours is compiled.
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(entente_flags INTERFACE)
# Empty, as in `#define _GNU_SOURCE`, so that a file may say so itself.
target_compile_definitions(entente_flags INTERFACE _GNU_SOURCE=)
target_compile_options(entente_flags INTERFACE
    -fvisibility=hidden
    # a * b + c rounded once or twice moves coordinates between machines
    -ffp-contract=off
    -Wall -Wextra $<$<C_COMPILER_ID:GNU>:-Wshadow=local> -Wstrict-prototypes -Wmissing-prototypes)

if(ENTENTE_WERROR)
    target_compile_options(entente_flags INTERFACE -Werror)
endif()

# What looks at the program while it runs; apart, because some tests need the program without it.
add_library(entente_instruments INTERFACE)
if(ENTENTE_SANITIZE)
    # The checks that it adds make GCC warn of formats that are never NULL.
    target_compile_options(entente_instruments INTERFACE
        -fsanitize=${ENTENTE_SANITIZE} -fno-omit-frame-pointer $<$<C_COMPILER_ID:GNU>:-Wno-format-truncation>)
    target_link_options(entente_instruments INTERFACE -fsanitize=${ENTENTE_SANITIZE})
endif()
if(ENTENTE_COVERAGE)
    target_compile_options(entente_instruments INTERFACE --coverage)
    target_link_options(entente_instruments INTERFACE --coverage)
endif()
if(ENTENTE_FUZZ)
    target_compile_options(entente_instruments INTERFACE -fsanitize=fuzzer-no-link)
endif()
