# The README's code blocks, taken from the README itself: its programs compile with all warnings and
# run against a sandbox, its shell commands run, its CMake lines build the first program against an
# installation. The `sh` blocks hold the commands that everything else here is run by, and those of
# an installation: test/consume installs, too.

set(snippets ${CMAKE_CURRENT_BINARY_DIR}/snippets)
file(MAKE_DIRECTORY ${snippets})
set(extract ${CMAKE_CURRENT_LIST_DIR}/extract.awk)
set(usage_blocks "")
foreach(number RANGE 2 10)
    list(APPEND usage_blocks ${snippets}/cpp_${number}.cpp)
endforeach()
add_custom_command(
    OUTPUT ${snippets}/cpp_1.cpp ${usage_blocks} ${snippets}/cmake_1.cmake ${snippets}/bash_1.bash
    COMMAND awk -v dir=${snippets} -v expected=sh=2\ cpp=10\ cmake=1\ bash=1\ text=1
        -f ${extract} ${PROJECT_SOURCE_DIR}/README.md
    DEPENDS ${extract} ${PROJECT_SOURCE_DIR}/README.md
    VERBATIM)

add_executable(readme_example ${snippets}/cpp_1.cpp)
signalwire_test_target(readme_example)
target_link_libraries(readme_example PRIVATE signalwire::asio)
add_custom_command(
    OUTPUT ${snippets}/usage.cpp
    COMMAND awk -v dir=${snippets} -v out=${snippets}/usage.cpp
        -f ${CMAKE_CURRENT_LIST_DIR}/inline.awk ${CMAKE_CURRENT_LIST_DIR}/readme.cpp
    DEPENDS ${CMAKE_CURRENT_LIST_DIR}/inline.awk ${CMAKE_CURRENT_LIST_DIR}/readme.cpp
        ${usage_blocks}
    VERBATIM)
add_executable(readme_usage ${snippets}/usage.cpp)
signalwire_test_target(readme_usage)
target_link_libraries(readme_usage PRIVATE signalwire::asio signalwire::sandbox)
# The blocks that are no programs are extracted by the same command.
add_custom_target(readme_commands ALL DEPENDS ${snippets}/bash_1.bash ${snippets}/cmake_1.cmake)

set(in_sandbox ${CMAKE_CURRENT_LIST_DIR}/in_sandbox.sh ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
add_test(NAME readme_example COMMAND ${in_sandbox} $<TARGET_FILE:readme_example>)
set_tests_properties(readme_example PROPERTIES
    PASS_REGULAR_EXPRESSION "completed" FAIL_REGULAR_EXPRESSION "exit status")
add_test(NAME readme_usage COMMAND readme_usage)
set_tests_properties(readme_usage PROPERTIES
    PASS_REGULAR_EXPRESSION "50 calls after 1 retry.*README done")
add_test(NAME readme_commands COMMAND ${in_sandbox} bash -euo pipefail ${snippets}/bash_1.bash)
set_tests_properties(readme_example readme_usage readme_commands PROPERTIES TIMEOUT 120)

# The commands of the guide to the local copy, in one shell.
set(copy ${snippets}/local-copy)
file(MAKE_DIRECTORY ${copy})
add_custom_command(
    OUTPUT ${copy}/bash_1.bash ${copy}/bash_2.bash
    COMMAND awk -v dir=${copy} -v expected=bash=2 -f ${extract}
        ${PROJECT_SOURCE_DIR}/doc/local-copy.md
    DEPENDS ${extract} ${PROJECT_SOURCE_DIR}/doc/local-copy.md
    VERBATIM)
add_custom_target(guide_local_copy ALL DEPENDS ${copy}/bash_1.bash ${copy}/bash_2.bash)
add_test(NAME guide_local_copy COMMAND ${in_sandbox}
    bash -euo pipefail -c ". '${copy}/bash_1.bash'; . '${copy}/bash_2.bash'; wc -l numbers.csv")
set_tests_properties(guide_local_copy PROPERTIES
    TIMEOUT 120 PASS_REGULAR_EXPRESSION "completed\\|[0-9]+.*USD.*numbers.csv" FAIL_REGULAR_EXPRESSION "exit status")

if(SIGNALWIRE_CONSUME_TESTS)
    set(project ${snippets}/project)
    # As the README says, with g++.
    set(readme_flags "-DCMAKE_CXX_FLAGS=-O2 -Wall -Werror")
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        string(APPEND readme_flags " -Wno-mismatched-new-delete")
    endif()
    file(WRITE ${project}/CMakeLists.txt
        "cmake_minimum_required(VERSION 3.25)\nproject(readme LANGUAGES CXX)\n"
        "configure_file(${snippets}/cpp_1.cpp \${CMAKE_CURRENT_SOURCE_DIR}/report.cpp COPYONLY)\n"
        "include(${snippets}/cmake_1.cmake)\n")
    add_test(NAME readme_project
        COMMAND ${CMAKE_CTEST_COMMAND} --build-and-test ${project} ${project}/build
            --build-generator ${CMAKE_GENERATOR} --build-noclean
            --build-options -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} "${readme_flags}"
                -DCMAKE_PREFIX_PATH=${PROJECT_BINARY_DIR}/consume/prefix
            --test-command ${in_sandbox} ${project}/build/report)
    set_tests_properties(readme_project PROPERTIES TIMEOUT 300 FIXTURES_REQUIRED installation)
endif()

include(snippets/guides.cmake)
