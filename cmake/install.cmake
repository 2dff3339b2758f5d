include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/signalwire-asio)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN "*.hpp")
install(TARGETS signalwire-asio signalwire-sandbox EXPORT signalwire-asio)
if(SIGNALWIRE_PROGRAMS)
    install(TARGETS signalwire-calls)
endif()

install(EXPORT signalwire-asio
    FILE signalwire-asio-targets.cmake
    NAMESPACE signalwire::
    DESTINATION ${package_dir})
configure_package_config_file(
    ${PROJECT_SOURCE_DIR}/cmake/signalwire-asio-config.cmake.in
    ${PROJECT_BINARY_DIR}/signalwire-asio-config.cmake
    INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(
    ${PROJECT_BINARY_DIR}/signalwire-asio-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/signalwire-asio-config.cmake
    ${PROJECT_BINARY_DIR}/signalwire-asio-config-version.cmake
    DESTINATION ${package_dir})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
