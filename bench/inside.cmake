# Benchmarks of the parts: they look inside the library.

find_package(benchmark QUIET)
find_path(callgrind_headers valgrind/callgrind.h)

add_library(bench_support STATIC EXCLUDE_FROM_ALL
    support/local_server.cpp
    support/sample_page.cpp
)
signalwire_own_target(bench_support)
target_include_directories(bench_support
    PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(bench_support PUBLIC signalwire::asio signalwire::sandbox)

# signalwire_inside_bench(<name> <source>...)
function(signalwire_inside_bench name)
    add_executable(${name} ${ARGN})
    signalwire_own_target(${name})
    target_link_libraries(${name} PRIVATE bench_support benchmark::benchmark)
    add_dependencies(bench ${name})
endfunction()

if(TARGET benchmark::benchmark)
    # With the source that replaces malloc, in the programs that count what is allocated only.
    signalwire_inside_bench(bench_generator bench_generator.cpp support/allocations.cpp)
else()
    message(STATUS "bench: no Google Benchmark (libbenchmark-dev), so no bench_decode, "
        "bench_generator and bench_pool")
endif()
