# The server of its guide, among visitors: a test where the guides are tested, else what
# `./run campaign` builds.

set(server ${CMAKE_CURRENT_BINARY_DIR}/snippets/server)
file(MAKE_DIRECTORY ${server})
add_custom_command(
    OUTPUT ${server}/guide.cpp
    COMMAND awk -v dir=${server} -v program=guide -f ${CMAKE_CURRENT_LIST_DIR}/extract.awk
        ${PROJECT_SOURCE_DIR}/doc/server.md
    DEPENDS ${CMAKE_CURRENT_LIST_DIR}/extract.awk ${PROJECT_SOURCE_DIR}/doc/server.md
    VERBATIM)
if(SIGNALWIRE_GUIDE_TESTS)
    signalwire_boost_test(server_tests ${CMAKE_CURRENT_LIST_DIR}/server.cpp)
else()
    signalwire_test_program(server_tests ${CMAKE_CURRENT_LIST_DIR}/server.cpp)
    set_target_properties(server_tests PROPERTIES EXCLUDE_FROM_ALL ON)
endif()
target_include_directories(server_tests PRIVATE ${server})
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/server.cpp
    PROPERTIES OBJECT_DEPENDS ${server}/guide.cpp)
