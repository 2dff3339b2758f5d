# Benchmarks of the parts: they look inside the library.

find_package(benchmark CONFIG QUIET)
find_path(VALGRIND_INCLUDE_DIR valgrind/callgrind.h)
find_program(VALGRIND_PROGRAM valgrind)
mark_as_advanced(VALGRIND_INCLUDE_DIR VALGRIND_PROGRAM)

add_library(bench-support STATIC EXCLUDE_FROM_ALL
    support/local_server.cpp
    support/sample_page.cpp
)
signalwire_own_target(bench-support)
target_include_directories(bench-support
    PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(bench-support PUBLIC signalwire::asio signalwire::sandbox)

# signalwire_inside_bench(<program> <source>...)
function(signalwire_inside_bench name)
    add_executable(${name} ${ARGN})
    signalwire_own_target(${name})
    target_link_libraries(${name} PRIVATE bench-support benchmark::benchmark)
    add_dependencies(bench ${name})
endfunction()

if(TARGET benchmark::benchmark)
    signalwire_inside_bench(bench_decode bench_decode.cpp)
    if(TARGET bench-rivals)
        target_sources(bench_decode PRIVATE rivals/decode.cpp)
        target_link_libraries(bench_decode PRIVATE bench-rivals)
    endif()

    # These replace malloc; only programs that count what is allocated may have them.
    set(counting support/allocations.cpp support/counting_main.cpp)
    signalwire_inside_bench(bench_generator bench_generator.cpp ${counting})
    signalwire_inside_bench(bench_pool bench_pool.cpp ${counting})
else()
    message(STATUS "bench: no Google Benchmark (libbenchmark-dev), hence no bench_decode, "
        "bench_generator and bench_pool")
endif()

# Numbers of instructions can be compared where compiler, flags and Boost are the same.
if(VALGRIND_INCLUDE_DIR AND VALGRIND_PROGRAM)
    add_executable(bench_count bench_count.cpp)
    signalwire_own_target(bench_count)
    target_include_directories(bench_count SYSTEM PRIVATE ${VALGRIND_INCLUDE_DIR})
    target_link_libraries(bench_count PRIVATE bench-support)
    string(CONCAT build "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}, "
        "${CMAKE_SYSTEM_PROCESSOR}, Boost ${Boost_VERSION}, "
        "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_RELEASE}")
    string(REGEX REPLACE " +" " " build "${build}")
    target_compile_definitions(bench_count PRIVATE SIGNALWIRE_BENCH_BUILD="${build}")
    add_dependencies(bench bench_count)
    # Only optimised code has a number of instructions that is worth keeping.
    if(BUILD_TESTING AND CMAKE_BUILD_TYPE STREQUAL "Release")
        set_target_properties(bench_count PROPERTIES EXCLUDE_FROM_ALL FALSE)
        add_test(NAME instruction_counts COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/count.sh)
        set_tests_properties(instruction_counts PROPERTIES
            ENVIRONMENT SIGNALWIRE_PROGRAMS=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}
            SKIP_RETURN_CODE 77
            TIMEOUT 300)
    endif()
endif()
