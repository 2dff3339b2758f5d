# One program per target. With libFuzzer (preset fuzz) for `./run fuzz`; otherwise with a main()
# that runs the samples in corpus/, and what a second at most makes of them, as tests: no clang.
# A new target is a source, a directory in corpus/ and a file in dictionaries/, all of its name.

set(fuzz_targets cursor error_body json_decoder page_link proxy response retry_after text values)

add_library(fuzz_support STATIC EXCLUDE_FROM_ALL support/gzip.cpp)
target_link_libraries(fuzz_support PUBLIC signalwire::asio ZLIB::ZLIB)
if(SIGNALWIRE_FUZZ STREQUAL "libfuzzer")
    set(fuzz_main_options -fsanitize=fuzzer)
else()
    target_sources(fuzz_support PRIVATE fuzz/replay.cpp)
    set(fuzz_main_options "")
endif()
signalwire_own_target(fuzz_support)
target_include_directories(fuzz_support
    PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)

add_custom_target(fuzzers)
foreach(target IN LISTS fuzz_targets)
    add_executable(fuzz_${target} fuzz/${target}.cpp)
    signalwire_own_target(fuzz_${target})
    target_link_libraries(fuzz_${target} PRIVATE fuzz_support)
    target_link_options(fuzz_${target} PRIVATE ${fuzz_main_options})
    add_dependencies(fuzzers fuzz_${target})
    if(SIGNALWIRE_FUZZ STREQUAL "replay")
        add_test(NAME fuzz_${target}
            COMMAND fuzz_${target} --inputs 20000 --seconds 1
                --dictionary ${CMAKE_CURRENT_LIST_DIR}/dictionaries/${target}.txt
                ${CMAKE_CURRENT_LIST_DIR}/corpus/${target})
        set_tests_properties(fuzz_${target} PROPERTIES TIMEOUT 60)
    endif()
endforeach()
