# entente_add_figure(TARGET FILES file... [FORMATS format...] [VIEWS view...] [OPTIONS option...]
#                    [OUTPUT_DIR dir] [DESTINATION dir] [EXCLUDE_FROM_ALL])
#
# Draws each FILE in each of the FORMATS (svg) into OUTPUT_DIR (the binary folder): NAME.svg, or NAME.VIEW.svg for each of
# the VIEWS. One call of the program makes all that comes from one FILE; it is made anew when the file, an include, an
# icon, an option or the program changes. OPTIONS are those of the command line. DESTINATION: where figures are installed.
#
# The target has the property ENTENTE_FIGURES, the list of all outputs.
cmake_policy(PUSH)
# With Ninja, CMake would start itself for each figure, to write its depfile anew: thrice the time of drawing it. As it was
# before that policy, the depfile must call outputs as Ninja does.
if(CMAKE_GENERATOR MATCHES "Ninja" AND CMAKE_VERSION VERSION_LESS 5)
    set(_entente_warn ${CMAKE_WARN_DEPRECATED})
    set(CMAKE_WARN_DEPRECATED OFF)
    cmake_policy(SET CMP0116 OLD)
    set(CMAKE_WARN_DEPRECATED ${_entente_warn})
    set_property(GLOBAL PROPERTY ENTENTE_CALLS_AS_NINJA ON)
endif()

function(entente_add_figure target)
    cmake_parse_arguments(PARSE_ARGV 1 figure
        "EXCLUDE_FROM_ALL" "OUTPUT_DIR;DESTINATION" "FILES;FORMATS;VIEWS;OPTIONS")
    if(figure_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "entente_add_figure(${target}): what is ‘${figure_UNPARSED_ARGUMENTS}’?")
    elseif(NOT figure_FILES)
        message(FATAL_ERROR "entente_add_figure(${target}): name the networks after FILES")
    elseif(NOT TARGET entente::entente)
        message(FATAL_ERROR "entente_add_figure(${target}): there is no program; find_package(entente) brings it")
    endif()
    if(NOT figure_FORMATS)
        set(figure_FORMATS svg)
    endif()
    if(NOT DEFINED figure_OUTPUT_DIR)
        set(figure_OUTPUT_DIR ${CMAKE_CURRENT_BINARY_DIR})
    endif()
    cmake_path(ABSOLUTE_PATH figure_OUTPUT_DIR BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} NORMALIZE)
    file(MAKE_DIRECTORY "${figure_OUTPUT_DIR}")

    list(TRANSFORM figure_FORMATS PREPEND -T OUTPUT_VARIABLE words)
    if(figure_VIEWS)
        list(JOIN figure_VIEWS "," views)
        list(APPEND words "--view=${views}")
    endif()
    list(APPEND words -O "${figure_OUTPUT_DIR}" ${figure_OPTIONS})

    foreach(file IN LISTS figure_FILES)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
        _entente_outputs(outputs "${file}" "${figure_OUTPUT_DIR}" "${figure_FORMATS}" "${figure_VIEWS}")
        foreach(output IN LISTS outputs)
            if(output IN_LIST all)
                message(FATAL_ERROR "entente_add_figure(${target}): ‘${output}’ would be written twice")
            endif()
            list(APPEND all "${output}")
        endforeach()
        _entente_draw("${target}" "${file}" "${outputs}" "${words}")
    endforeach()

    set(of_all ALL)
    if(figure_EXCLUDE_FROM_ALL)
        set(of_all)
    endif()
    add_custom_target(${target} ${of_all} DEPENDS ${all} SOURCES ${figure_FILES})
    set_target_properties(${target} PROPERTIES ENTENTE_FIGURES "${all}")
    if(figure_DESTINATION)
        install(FILES ${all} DESTINATION "${figure_DESTINATION}")
    endif()
endfunction()

# What the program calls its outputs, as list `variable`.
function(_entente_outputs variable file folder formats views)
    cmake_path(GET file STEM LAST_ONLY stem)
    set(outputs)
    foreach(format IN LISTS formats)
        set(suffix ${format})
        if(format STREQUAL "svg_inline")
            set(suffix svg)
        elseif(format STREQUAL "cmapx")
            set(suffix map)
        endif()
        if(NOT views)
            list(APPEND outputs "${folder}/${stem}.${suffix}")
        endif()
        foreach(view IN LISTS views)
            list(APPEND outputs "${folder}/${stem}.${view}.${suffix}")
        endforeach()
    endforeach()
    set(${variable} "${outputs}" PARENT_SCOPE)
endfunction()

# The command for one file. Where the network has a mistake, no figure of before is left.
function(_entente_draw target file outputs words)
    cmake_path(GET file STEM LAST_ONLY stem)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir")
    file(MAKE_DIRECTORY "${folder}")
    list(GET outputs 0 first)
    get_property(as_ninja GLOBAL PROPERTY ENTENTE_CALLS_AS_NINJA)
    cmake_path(IS_PREFIX CMAKE_BINARY_DIR "${first}" NORMALIZE is_inside)
    if(as_ninja AND is_inside)
        cmake_path(RELATIVE_PATH first BASE_DIRECTORY ${CMAKE_BINARY_DIR})
    endif()
    list(TRANSFORM outputs REPLACE ".*/" "" OUTPUT_VARIABLE names)
    list(JOIN names " " names)
    add_custom_command(
        OUTPUT ${outputs}
        COMMAND entente::entente ${words} -MF "${folder}/${stem}.d" -MT "${first}" -- "${file}" ||
            sh -c "rm -f -- \"$@\"; exit 1" sh ${outputs}
        DEPENDS "${file}" $<TARGET_FILE:entente::entente>
        DEPFILE "${folder}/${stem}.d"
        COMMENT "Drawing ${names}"
        VERBATIM)
endfunction()

cmake_policy(POP)
