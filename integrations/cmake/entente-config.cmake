# find_package(entente) brings the program, entente::entente, and entente_add_figure();
# find_package(entente COMPONENTS library) also what it is made of, entente::library, for #include <entente.h>.
include(${CMAKE_CURRENT_LIST_DIR}/entente-program.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/entente-figure.cmake)

foreach(component IN LISTS entente_FIND_COMPONENTS)
    if(component STREQUAL "library")
        include(${CMAKE_CURRENT_LIST_DIR}/entente-library.cmake)
    elseif(entente_FIND_REQUIRED_${component})
        set(entente_FOUND FALSE)
        set(entente_NOT_FOUND_MESSAGE "entente has no component ‘${component}’, only ‘library’")
    endif()
endforeach()
