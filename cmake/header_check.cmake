# Compiles every public header alone, so that none leans on what its users include before it. Twice
# in the same file, for the include guards. The one place where sources are found by a pattern: a
# header that somebody forgets to list would be one that is never checked.
file(GLOB_RECURSE public_headers CONFIGURE_DEPENDS
    RELATIVE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/include/*.hpp)

set(header_check_sources)
foreach(header IN LISTS public_headers)
    set(source ${PROJECT_BINARY_DIR}/header_check/${header}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include <@header@>\n#include <@header@>\n" @ONLY)
    list(APPEND header_check_sources ${source})
endforeach()

if(SIGNALWIRE_HEADER_CHECK AND header_check_sources)
    # On demand, by ./run lint and ./run matrix: ./run test has no minute to spare for it.
    add_library(header_check OBJECT EXCLUDE_FROM_ALL ${header_check_sources})
    signalwire_own_target(header_check)
    # Users may forbid what Asio calls deprecated, so nothing of it may be in our headers.
    target_compile_definitions(header_check PRIVATE BOOST_ASIO_NO_DEPRECATED)
    # Nothing runs this code: the compiler need not optimise it.
    target_compile_options(header_check PRIVATE -O0)
    target_link_libraries(header_check PRIVATE signalwire::asio)
endif()

# For the report of what tests execute: what is inline in the headers is in no object when nobody
# calls it, and would not be missed. The compiler puts all of it into this one.
if(SIGNALWIRE_COVERAGE)
    set(inventory ${PROJECT_BINARY_DIR}/header_check/inventory.cpp)
    list(TRANSFORM public_headers REPLACE "(.+)" "#include <\\1>\n" OUTPUT_VARIABLE includes)
    string(JOIN "" includes ${includes})
    file(CONFIGURE OUTPUT ${inventory} CONTENT "${includes}" @ONLY)
    add_library(header_inventory OBJECT ${inventory})
    signalwire_own_target(header_inventory)
    target_compile_options(header_inventory PRIVATE -fkeep-inline-functions)
    target_link_libraries(header_inventory PRIVATE signalwire::asio)
endif()
