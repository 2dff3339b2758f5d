# Three Debian packages, by `cpack` in the build directory of preset package, or `./run package`.
# Exact: the library depends on what its symbols need, the headers on the very Boost of the build.

set(soversion ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set(deb_runtime libsignalwire-asio${soversion})
set(deb_development libsignalwire-asio-dev)
set(deb_tools signalwire-calls)

string(REGEX MATCH "^[0-9]+[.][0-9]+" boost "${Boost_VERSION}")
set(own_version "(= ${PROJECT_VERSION}-1)")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME signalwire-asio)
set(CPACK_PACKAGE_CONTACT "signalwire-asio developers <developers@signalwire-asio.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "asynchronous C++20 client of the SignalWire API")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime development tools)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE https://github.com/signalwire-asio/signalwire-asio)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY =)
# CPack does not look into one package for what another needs: these are in the lines below.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/src)

set(about "
signalwire-asio lists the calls of a SignalWire account for programs that
live on Boost.Asio: pages with co_await, whole accounts as an asynchronous
generator, over pooled and verified TLS connections.
")

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME ${deb_runtime})
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
    "asynchronous client of the SignalWire Compatibility API${about}
This package has the shared libraries.")
# What Debian wants instead of CPack's own maintainer scripts, which call ldconfig.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA ${packaging}/debian/triggers)

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME ${deb_development})
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${deb_runtime} ${own_version}, libboost${boost}-dev, \
libboost-json${boost}-dev, libboost-url${boost}-dev, libssl-dev, zlib1g-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "asynchronous client of the SignalWire Compatibility API (headers)${about}
This package has what programs are built with: headers, CMake package and
pkg-config files.")

set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME ${deb_tools})
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_TOOLS_PACKAGE_DEPENDS "${deb_runtime} ${own_version}, ca-certificates")
set(CPACK_COMPONENT_TOOLS_DESCRIPTION
    "lists the resources of a SignalWire account on the command line
signalwire-compat prints calls, messages, recordings and all other resources
as a table, NDJSON or CSV, watches what happens and resumes interrupted
exports. It also serves generated data for the tests of other programs.
signalwire-calls is another name of it, for calls alone.")

# What every package of Debian has in its folder below /usr/share/doc.
find_program(GZIP gzip REQUIRED)
set(changelog ${PROJECT_BINARY_DIR}/changelog)
file(READ ${PROJECT_SOURCE_DIR}/LICENSE license)
string(REGEX REPLACE "\n\n" "\n.\n" license "${license}")
string(REGEX REPLACE "\n([^\n])" "\n \\1" license " ${license}")
configure_file(${packaging}/debian/copyright.in ${PROJECT_BINARY_DIR}/copyright @ONLY)
configure_file(${packaging}/debian/changelog.in ${changelog} @ONLY)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/compress.cmake @ONLY CONTENT [=[
execute_process(COMMAND @GZIP@ -9nkf changelog WORKING_DIRECTORY @PROJECT_BINARY_DIR@
    COMMAND_ERROR_IS_FATAL ANY)
foreach(page signalwire-compat.1 signalwire-calls.1)
    execute_process(COMMAND @GZIP@ -9nkfc @packaging@/man/${page}
        OUTPUT_FILE @PROJECT_BINARY_DIR@/${page}.gz COMMAND_ERROR_IS_FATAL ANY)
endforeach()
]=])
execute_process(COMMAND ${CMAKE_COMMAND} -P ${PROJECT_BINARY_DIR}/compress.cmake
    COMMAND_ERROR_IS_FATAL ANY)
set(overrides_runtime .runtime)
foreach(component runtime development tools)
    install(FILES ${packaging}/debian/lintian-overrides${overrides_${component}}
        RENAME ${deb_${component}}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides COMPONENT ${component})
    set(folder ${CMAKE_INSTALL_DATADIR}/doc/${deb_${component}})
    install(FILES ${PROJECT_BINARY_DIR}/copyright DESTINATION ${folder} COMPONENT ${component})
    install(FILES ${changelog}.gz RENAME changelog.Debian.gz
        DESTINATION ${folder} COMPONENT ${component})
endforeach()

include(CPack)
