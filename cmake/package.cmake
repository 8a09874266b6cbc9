# What is installed, and the package that find_package(entente) finds (integrations/cmake). A project that has this one
# as a subdirectory has the same names, and installs nothing of it unless it asks.
add_executable(entente::entente ALIAS entente)
add_library(entente::library ALIAS entente_core)
include(integrations/cmake/entente-figure.cmake)
if(NOT ENTENTE_INSTALL)
    return()
endif()

include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
set(dot_path ${CMAKE_INSTALL_DATADIR}/entente/doxygen)
set(made ${PROJECT_BINARY_DIR}/package)
configure_package_config_file(integrations/cmake/entente-config.cmake.in ${made}/entente-config.cmake
    INSTALL_DESTINATION ${package} PATH_VARS dot_path CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR
    NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${made}/entente-config-version.cmake COMPATIBILITY SameMinorVersion)

install(TARGETS entente EXPORT entente-program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS entente_core ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES src/entente.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES schema/drawing.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(PROGRAMS integrations/doxygen/dot DESTINATION ${dot_path})
install(EXPORT entente-program NAMESPACE entente:: DESTINATION ${package})
install(FILES integrations/cmake/entente-figure.cmake ${made}/entente-config.cmake
    ${made}/entente-config-version.cmake DESTINATION ${package})
