include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/signalwire-asio)
set(packaging ${PROJECT_SOURCE_DIR}/packaging)

# Components: runtime (shared libraries), development, tools. A plain `cmake --install` takes all.
install(TARGETS signalwire-asio signalwire-sandbox EXPORT signalwire-asio
    RUNTIME COMPONENT runtime
    LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
    ARCHIVE COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    COMPONENT development
    FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/bridges/include/
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    COMPONENT development
    FILES_MATCHING PATTERN "*.hpp")

install(EXPORT signalwire-asio
    FILE signalwire-asio-targets.cmake
    NAMESPACE signalwire::
    DESTINATION ${package_dir}
    COMPONENT development)
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
    DESTINATION ${package_dir}
    COMPONENT development)

# For those who do not build with CMake. They work wherever the prefix is; but /usr has to be spelt
# out, or pkg-config would not know that compilers look there anyway.
set(pc_prefix /usr)
if(NOT CMAKE_INSTALL_PREFIX STREQUAL "/usr")
    file(RELATIVE_PATH pc_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
    string(REGEX REPLACE "(.+)/$" "\${pcfiledir}/\\1" pc_prefix "${pc_prefix}")
endif()
set(pc_boost)
get_target_property(pc_boost_include Boost::headers INTERFACE_INCLUDE_DIRECTORIES)
if(NOT pc_boost_include STREQUAL "/usr/include")
    set(pc_boost "-isystem ${pc_boost_include}")
endif()
foreach(library asio sandbox)
    configure_file(
        ${packaging}/pkgconfig/signalwire-${library}.pc.in
        ${PROJECT_BINARY_DIR}/signalwire-${library}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/signalwire-${library}.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT development)
endforeach()

if(SIGNALWIRE_PROGRAMS)
    install(TARGETS signalwire-compat COMPONENT tools)
    # Another name of the same program.
    install(FILES $<TARGET_FILE_DIR:signalwire-compat>/signalwire-calls TYPE BIN COMPONENT tools)
    set(manuals ${packaging}/man/signalwire-compat.1 ${packaging}/man/signalwire-calls.1)
    set(zsh_completions site-functions)
    if(SIGNALWIRE_DEB) # where manual pages are compressed, and zsh looks elsewhere
        set(manuals ${PROJECT_BINARY_DIR}/signalwire-compat.1.gz
            ${PROJECT_BINARY_DIR}/signalwire-calls.1.gz)
        set(zsh_completions vendor-completions)
    endif()
    install(FILES ${manuals}
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        COMPONENT tools)
    # bash looks for a file with the name of the program.
    foreach(name compat calls)
        install(FILES ${packaging}/completion/signalwire-compat.bash
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
            RENAME signalwire-${name}
            COMPONENT tools)
    endforeach()
    install(FILES ${packaging}/completion/_signalwire-compat
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/${zsh_completions}
        COMPONENT tools)
endif()

if(SIGNALWIRE_DEB)
    include(cmake/deb.cmake)
else()
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE
        DESTINATION ${CMAKE_INSTALL_DOCDIR}
        COMPONENT development)
endif()
