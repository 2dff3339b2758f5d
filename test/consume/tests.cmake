# Builds the project beside this file as a user would: against an installation with static
# libraries, one with shared libraries, the Debian packages, as a sub-project, and with pkg-config
# and no CMake.
# Libraries that are compiled again have the flags of this build, so that ccache has them all.

set(consume ${PROJECT_BINARY_DIR}/consume)
set(prefix ${consume}/prefix)
set(package ${consume}/package)
set(shared_prefix ${consume}/shared)
set(deb_root ${consume}/deb)

# signalwire_consume_test(<name> <option>...): configures, builds and tests the user's project,
# optimised: only then is it seen whether what is inline there fits what is compiled here.
function(signalwire_consume_test name)
    add_test(NAME ${name}
        COMMAND ${CMAKE_COMMAND} -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/consume.cmake
            ${CMAKE_CURRENT_FUNCTION_LIST_DIR} ${consume}/${name}
            -G ${CMAKE_GENERATOR} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
            -DCMAKE_BUILD_TYPE=Release ${ARGN})
    set_tests_properties(${name} PROPERTIES TIMEOUT 1200)
endfunction()

# signalwire_pkg_config_test(<name> <prefix> <option>...): the same without CMake.
function(signalwire_pkg_config_test name prefix)
    add_test(NAME ${name}
        COMMAND ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/pkg_config.sh ${CMAKE_CXX_COMPILER} ${prefix}
            ${consume}/${name} ${ARGN})
    set_tests_properties(${name} PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
endfunction()

# Static, from this build.
add_test(NAME consume_install
    COMMAND ${CMAKE_COMMAND} -D BUILD_DIR=${PROJECT_BINARY_DIR} -D PREFIX=${prefix}
        -P ${CMAKE_CURRENT_LIST_DIR}/install.cmake)
add_test(NAME consume_installed_program COMMAND ${prefix}/bin/signalwire-calls list --help)
signalwire_consume_test(consume_find_package
    -DCMAKE_PREFIX_PATH=${prefix} -DCONSUME_OWN_ASIO=ON)
signalwire_pkg_config_test(consume_pkg_config_static ${prefix} --static)
add_test(NAME consume_asio_configuration
    COMMAND ${CMAKE_CURRENT_LIST_DIR}/asio_configuration.sh ${CMAKE_CXX_COMPILER} ${prefix}
        ${consume}/asio_configuration)
set_tests_properties(consume_install PROPERTIES TIMEOUT 60 FIXTURES_SETUP installation)
set_tests_properties(consume_installed_program PROPERTIES TIMEOUT 60)
set_tests_properties(consume_installed_program consume_find_package consume_pkg_config_static
    consume_asio_configuration PROPERTIES FIXTURES_REQUIRED installation)

add_test(NAME documented_options
    COMMAND ${PROJECT_SOURCE_DIR}/test/package/documented_options.sh
        $<TARGET_FILE:signalwire-compat> ${PROJECT_SOURCE_DIR})
set_tests_properties(documented_options PROPERTIES TIMEOUT 60)

# A resource that is added as doc/adding-a-resource.md says. It is part of no package.
add_executable(made_up_resource
    ${CMAKE_CURRENT_LIST_DIR}/made_up_resource/main.cpp
    ${CMAKE_CURRENT_LIST_DIR}/made_up_resource/parcels.cpp)
signalwire_test_target(made_up_resource)
target_include_directories(made_up_resource PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(made_up_resource PRIVATE signalwire::asio signalwire::sandbox)
add_test(NAME made_up_resource COMMAND made_up_resource)
add_test(NAME made_up_resource_lines
    COMMAND ${CMAKE_CURRENT_LIST_DIR}/made_up_resource/count_lines.sh)
set_tests_properties(made_up_resource made_up_resource_lines PROPERTIES TIMEOUT 60)

# Shared, from a build as the Debian packages have it, and these packages themselves, unpacked.
add_test(NAME consume_package_build
    COMMAND ${CMAKE_CURRENT_LIST_DIR}/package.sh ${PROJECT_SOURCE_DIR} ${package} ${shared_prefix}
        ${deb_root} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
        -DCMAKE_CXX_FLAGS_RELEASE=${CMAKE_CXX_FLAGS_RELEASE}
        -DSIGNALWIRE_WERROR=${SIGNALWIRE_WERROR})
set_tests_properties(consume_package_build
    PROPERTIES TIMEOUT 1200 FIXTURES_SETUP packages SKIP_RETURN_CODE 77)
signalwire_consume_test(consume_shared
    -DCMAKE_PREFIX_PATH=${shared_prefix} -DCONSUME_OWN_ASIO=ON)
signalwire_consume_test(consume_deb -DCMAKE_PREFIX_PATH=${deb_root}/usr)
signalwire_pkg_config_test(consume_pkg_config ${deb_root}/usr)
foreach(library asio sandbox)
    add_test(NAME exported_symbols_${library}
        COMMAND ${PROJECT_SOURCE_DIR}/test/package/exported_symbols.sh
            ${package}/src/libsignalwire-${library}.so)
endforeach()
set_tests_properties(consume_shared consume_deb consume_pkg_config exported_symbols_asio
    exported_symbols_sandbox PROPERTIES FIXTURES_REQUIRED packages)

set(subdirectory_options -DSIGNALWIRE_SOURCE_DIR=${PROJECT_SOURCE_DIR}
    -DCMAKE_CXX_FLAGS_RELEASE=${CMAKE_CXX_FLAGS_RELEASE} -DSIGNALWIRE_WERROR=${SIGNALWIRE_WERROR})
if(CCACHE_PROGRAM)
    list(APPEND subdirectory_options -DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE_PROGRAM})
endif()
# With the library's own Asio, which is not the default there, its objects are those of this build.
signalwire_consume_test(consume_add_subdirectory ${subdirectory_options}
    -DSIGNALWIRE_SEPARATE_BOOST=${SIGNALWIRE_SEPARATE_BOOST})
# A parent project's own ways of building.
signalwire_consume_test(consume_unity_hidden_shared ${subdirectory_options}
    -DSIGNALWIRE_SEPARATE_BOOST=${SIGNALWIRE_SEPARATE_BOOST}
    -DCMAKE_UNITY_BUILD=ON -DBUILD_SHARED_LIBS=ON
    -DCMAKE_CXX_VISIBILITY_PRESET=hidden -DCMAKE_VISIBILITY_INLINES_HIDDEN=ON)
