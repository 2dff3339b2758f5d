# The guides in doc/: the C++ of each is one program, taken from the guide itself, that compiles
# with all warnings and runs. Some want an account in their environment and get a sandbox; the
# others bring one of their own.

set(guides ${CMAKE_CURRENT_BINARY_DIR}/guides)

# signalwire_guide(<name> <what it prints> [<blocks in other languages, which no test runs>...])
function(signalwire_guide name output)
    set(document ${PROJECT_SOURCE_DIR}/doc/${name}.md)
    set(directory ${guides}/${name})
    file(MAKE_DIRECTORY ${directory})
    add_custom_command(
        OUTPUT ${directory}/guide.cpp
        COMMAND awk -v dir=${directory} -v program=guide "-v" "expected=${ARGN}" -f ${extract}
            ${document}
        DEPENDS ${extract} ${document}
        VERBATIM)
    add_executable(guide_${name} ${directory}/guide.cpp)
    signalwire_own_target(guide_${name})
    # They run once: what the optimiser would take is better saved.
    target_compile_options(guide_${name} PRIVATE -O0)
    target_link_libraries(guide_${name} PRIVATE signalwire::asio signalwire::sandbox)
    if(TARGET guide_getting-started AND NOT name STREQUAL "getting-started")
        target_precompile_headers(guide_${name} REUSE_FROM guide_getting-started)
    else()
        target_precompile_headers(guide_${name} PRIVATE <boost/asio.hpp> <boost/beast.hpp>)
    endif()
    add_test(NAME guide_${name} COMMAND ${in_sandbox} $<TARGET_FILE:guide_${name}>)
    # What has been printed says nothing of how the program ended: CTest then ignores the status.
    set_tests_properties(guide_${name} PROPERTIES
        TIMEOUT 120
        PASS_REGULAR_EXPRESSION "${output}"
        FAIL_REGULAR_EXPRESSION "exit status")
endfunction()

signalwire_guide(getting-started "and 20 more on the next page" "sh=1 text=1")
signalwire_guide(streaming "3766 exported by the next run\n[1-9][0-9]* calls in 2025\n-?[0-9.]+ in all")
signalwire_guide(errors
    "2 retries\nlook at the token.*not the API.*502: max_attempts_reached after 5 attempts")
signalwire_guide(timeouts "gave up waiting.*\nno page in time\nGET .*401.*\nstopped")
signalwire_guide(server "GET /calls: 200, 5000 calls")
signalwire_guide(threads
    "[1-9][0-9]* calls in December.*\nthe watch has ended\n200 calls on four pages")
signalwire_guide(testing "ok      the sum is correct\n.*ok      a call is new or changed\n.*ok      the filter is sent")
signalwire_guide(tuning "5000 calls exported\n[0-9]+ requests")
signalwire_guide(writing
    "call: completed, 2 channels\nTimeout must be 1 to 600, not 900\nFrom must be set\nsent: 1\ncancelled: \
unknown\nkept: 100000 bytes of audio.mpeg")
signalwire_guide(observability
    "250 calls\n2 of signalwire.operation=calls.list .*=200\n1 of .*resend_count=1\n1 of .*type=503"
    "text=1")
if(TARGET signalwire-prometheus)
    signalwire_guide(prometheus
        "signalwire_operations_total{error_type=\"\",signalwire_operation=\"calls.list\"} 10\n\
signalwire_requests_sent_total 11\nstats: 11 requests, 1 retry\nsignalwire_retries_total 1\n\
signalwire_pool_connections{state=\"idle\"} [12]\n"
        "cmake=1")
    target_link_libraries(guide_prometheus PRIVATE signalwire::prometheus prometheus-cpp::pull)
else()
    message(WARNING "doc/prometheus.md is not tested: prometheus-cpp-dev is not installed")
endif()
if(TARGET signalwire-spdlog)
    signalwire_guide(spdlog "signalwire warning: request.retry_scheduled .*\n\
signalwire debug: request.completed method=\"GET\" .*operation=\"calls.list\"" "cmake=1")
    target_link_libraries(guide_spdlog PRIVATE signalwire::spdlog)
else()
    message(WARNING "doc/spdlog.md is not tested: libspdlog-dev is not installed")
endif()
signalwire_guide(transport "50 calls with an own context\n.*add its CA to tls.context\n\
connecting to localhost:443\n50 calls by table\n.*\"no bastion is configured\"; it must return")
signalwire_guide(webhooks "call: ringing\ncall: in-progress\ncall: completed")
signalwire_guide(migrating "[1-9][0-9.]* since June\n400 54453" "python=4 js=4")
