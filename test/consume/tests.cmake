# Builds the project beside this file as a user would, once against an installation and once with
# add_subdirectory. The latter compiles the library again: with the flags of this build, so that
# ccache has it all, or without optimisation where there is no ccache.

set(prefix ${PROJECT_BINARY_DIR}/consume/prefix)
add_test(NAME consume_install
    COMMAND ${CMAKE_COMMAND} -D BUILD_DIR=${PROJECT_BINARY_DIR} -D PREFIX=${prefix}
        -P ${CMAKE_CURRENT_LIST_DIR}/install.cmake)
add_test(NAME consume_installed_program COMMAND ${prefix}/bin/signalwire-calls --help)

# signalwire_consume_test(<name> <option>...): configures, builds and tests the user's project.
function(signalwire_consume_test name)
    add_test(NAME ${name}
        COMMAND ${CMAKE_COMMAND} -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/consume.cmake
            ${CMAKE_CURRENT_FUNCTION_LIST_DIR} ${PROJECT_BINARY_DIR}/consume/${name}
            -G ${CMAKE_GENERATOR} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} ${ARGN})
    set_tests_properties(${name} PROPERTIES TIMEOUT 1200)
endfunction()

signalwire_consume_test(consume_find_package -DCMAKE_PREFIX_PATH=${prefix})

set(subdirectory_options -DSIGNALWIRE_SOURCE_DIR=${PROJECT_SOURCE_DIR})
if(CCACHE_PROGRAM)
    list(APPEND subdirectory_options
        -DCMAKE_BUILD_TYPE=Release
        -DCMAKE_CXX_FLAGS_RELEASE=${CMAKE_CXX_FLAGS_RELEASE}
        -DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE_PROGRAM}
        -DBUILD_SHARED_LIBS=${BUILD_SHARED_LIBS}
        -DSIGNALWIRE_WERROR=${SIGNALWIRE_WERROR})
endif()
signalwire_consume_test(consume_add_subdirectory ${subdirectory_options})

set_tests_properties(consume_install PROPERTIES TIMEOUT 60 FIXTURES_SETUP installation)
set_tests_properties(consume_installed_program PROPERTIES TIMEOUT 60)
set_tests_properties(consume_installed_program consume_find_package
    PROPERTIES FIXTURES_REQUIRED installation)
