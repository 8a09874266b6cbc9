# entente_embed(LIST FILE NAME): adds to LIST a source with the text of FILE as `const char NAME[]`.
function(entente_embed list file name)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${file})
    file(READ ${PROJECT_SOURCE_DIR}/${file} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
    set(made ${PROJECT_BINARY_DIR}/embedded/${name}.c)
    file(CONFIGURE OUTPUT ${made} CONTENT "extern const char ${name}[];\nconst char ${name}[] = {@bytes@0};\n" @ONLY)
    set(${list} ${${list}} ${made} PARENT_SCOPE)
endfunction()
