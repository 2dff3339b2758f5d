# cmake -P consume.cmake SOURCE BUILD OPTION...: configures, builds and tests the user's project.
# Every step is a process of its own, unlike with ctest --build-and-test, where the first changes
# the locale of the second, and with it what ccache looks up.
math(EXPR last "${CMAKE_ARGC} - 1")
set(arguments)
foreach(index RANGE 3 ${last})
    list(APPEND arguments "${CMAKE_ARGV${index}}")
endforeach()
list(POP_FRONT arguments source build)

execute_process(COMMAND ${CMAKE_COMMAND} -S ${source} -B ${build} ${arguments}
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${build} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_CTEST_COMMAND} --test-dir ${build} --output-on-failure
    --no-tests=error COMMAND_ERROR_IS_FATAL ANY)
