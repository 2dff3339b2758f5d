# shellcheck shell=bash
# What the tests execute; read by ./run.

# What the README says of lines and branches, in percent.
promised_lines=98
promised_branches=90

# report_coverage: the figures on the screen, every line below build/coverage/html. Fails when they
# are less than promised or a public function is never called.
report_coverage() {
    local build=build/coverage
    mkdir -p "$build/html"
    # gcovr takes the counters of all programs together; a line is covered when any of them ran it.
    gcovr --root . --object-directory "$build" "$build" --filter src/ --filter include/ \
        -j "$(job_count)" --exclude-unreachable-branches --exclude-throw-branches \
        --json "$build/coverage.json" --html-details "$build/html/index.html" --print-summary \
        --fail-under-line "$promised_lines" --fail-under-branch "$promised_branches" \
        >"$build/summary.txt"
    local status=$?
    grep -E '^(lines|branches)' "$build/summary.txt"
    python3 cmake/untested.py "$build/coverage.json" && return "$status"
}

run_coverage() {
    install_build_packages
    install_packages gcovr
    unpack_test_servers
    # Counters add up from run to run.
    find build/coverage -name '*.gcda' -delete 2>/dev/null || true
    test_preset coverage || die "preset coverage does not build, or its tests do not start"
    count_tests coverage
    say "Reading the counters."
    if ! report_coverage; then
        failed=$((failed + 1))
        failures+=("coverage: less than promised, or public functions without a test")
    fi
    print_summary
}
