# shellcheck shell=bash
# Counts what a run of ctest found out; read by ./run.
#
# A Boost.Test program leaves results/NAME.txt (see test/support/results_observer.cpp) and counts
# case by case. A case of it that never finished, because the program crashed before, has failed.
# Every other test of ctest counts as one.

# read_results FILE: "PASSED FAILED SKIPPED" of one Boost.Test program, then the names of failures.
read_results() {
    awk '
        $1 == "total" { total = $2 }
        $1 == "start" { running = substr($0, 7) }
        $1 == "pass" { passed++; running = "" }
        $1 == "skip" { skipped++ }
        $1 == "disabled" { disabled++ }
        $1 == "fail" { failed++; running = ""; names = names substr($0, 6) "\n" }
        END {
            lost = total - passed - skipped - failed
            if (running != "") names = names running " (crashed, or was stopped)\n"
            if (lost > (running != "")) names = names "(" lost - (running != "") " never ran)\n"
            printf "%d %d %d\n%s", passed, failed + lost, skipped + disabled, names
        }' "$1"
}

# read_ctest FILE: "STATUS NAME" for every test in the JUnit file of ctest.
read_ctest() {
    awk '
        function value(key) {
            return match($0, key "=\"[^\"]*\"") ? substr($0, RSTART + length(key) + 2,
                RLENGTH - length(key) - 3) : ""
        }
        function flush() { if (name != "") print status, name; name = "" }
        /^\t<testcase / { flush(); name = value("name"); status = value("status") }
        # ctest says "notrun" for a test that skipped itself and for one that could not start.
        /^\t\t<skipped message="SKIP_/ { if (status == "notrun") status = "skip" }
        END { flush() }' "$1"
}

passed=0
failed=0
skipped=0
failures=()

# count_tests PRESET: adds what build/PRESET/results holds to the totals, one line on the screen for
# each test program.
count_tests() {
    local directory=build/$1/results status name line counts p f s
    while read -r status name; do
        p=0 f=0 s=0
        if [[ -r $directory/$name.txt ]]; then
            counts=$(read_results "$directory/$name.txt")
            read -r p f s <<<"$counts"
            while IFS= read -r line; do
                failures+=("$1: $name: $line")
            done < <(tail -n +2 <<<"$counts")
            # All cases passed, and then the program failed: a leak, say, or a crash at the exit.
            if [[ $status != run ]] && ((f == 0)); then
                f=1
                failures+=("$1: $name: failed after its last test")
            fi
        else
            case $status in
                run) p=1 ;;
                skip | disabled) s=1 ;;
                *) f=1 failures+=("$1: $name") ;;
            esac
        fi
        printf '%-10s %-24s %5d passed, %d failed, %d skipped\n' "$1" "$name" "$p" "$f" "$s"
        passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    done < <(read_ctest "$directory/ctest.xml")
}

# print_summary: the last line is for machines, so nothing may follow it.
print_summary() {
    local line
    for line in "${failures[@]}"; do
        say "FAILED $line"
    done
    if ((skipped > 0)); then
        say "$passed passed, $failed failed, $skipped skipped"
    else
        say "$passed passed, $failed failed"
    fi
    ((failed == 0 && passed > 0))
}
