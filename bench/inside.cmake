# Benchmarks of the parts: they look inside the library.

find_package(benchmark CONFIG QUIET)

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
