# One program per target. With libFuzzer (preset fuzz) for `./run fuzz`; otherwise with a main()
# that runs the samples in corpus/, and what a second at most makes of them, as tests: no clang.
# A new target is a source, a directory in corpus/ and a file in dictionaries/, all of its name.

set(fuzz_targets cursor error_body json_decoder page_link proxy response retry_after values)

if(SIGNALWIRE_FUZZ STREQUAL "libfuzzer")
    # What the targets need of the library, all of core/ and json/ and some of the other layers: the
    # rest would only be compiled in vain.
    get_target_property(fuzzed_sources signalwire-asio SOURCES)
    list(FILTER fuzzed_sources INCLUDE REGEX "^(core|json)/")
    list(APPEND fuzzed_sources
        client/error_body.cpp
        client/proxy_choice.cpp
        client/retry.cpp
        client/site.cpp
        client/uri_reference.cpp
        compat/call.cpp
        http/chunk_decoder.cpp
        http/content_decoder.cpp
        http/gzip_decoder.cpp
        http/keep_alive.cpp
        http/response_parser.cpp
        http/response_reader.cpp
        net/head_reader.cpp
        net/origin.cpp
    )
    list(TRANSFORM fuzzed_sources PREPEND ${PROJECT_SOURCE_DIR}/src/)
    add_library(fuzz_support STATIC EXCLUDE_FROM_ALL ${fuzzed_sources} support/gzip.cpp)
    target_include_directories(fuzz_support PUBLIC ${PROJECT_SOURCE_DIR}/include)
    target_link_libraries(fuzz_support
        PUBLIC Boost::headers Boost::json Boost::url OpenSSL::SSL Threads::Threads ZLIB::ZLIB)
    set(fuzz_main_options -fsanitize=fuzzer)
else()
    add_library(fuzz_support STATIC EXCLUDE_FROM_ALL fuzz/replay.cpp support/gzip.cpp)
    target_link_libraries(fuzz_support PUBLIC signalwire::asio ZLIB::ZLIB)
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
