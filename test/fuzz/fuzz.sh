# shellcheck shell=bash
# `./run fuzz`; read by ./run.

# fuzz_target TARGET SECONDS: one line when nothing was found, the finding when something was.
fuzz_target() {
    local target=$1 seconds=$2 found=build/fuzz/findings log=build/fuzz/$1.log inputs=""
    mkdir -p "build/fuzz/corpus/$target" "$found"
    rm -f "$found/$target-"*
    # What is slow or large is found too: no input of 16 KiB needs ten seconds or 2 GiB.
    if UBSAN_OPTIONS=print_stacktrace=1 "build/fuzz/bin/fuzz_$target" \
        -max_total_time="$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=2048 \
        -dict="test/fuzz/dictionaries/$target.txt" -artifact_prefix="$found/$target-" \
        -print_final_stats=1 \
        "build/fuzz/corpus/$target" "test/fuzz/corpus/$target" >"$log" 2>&1 </dev/null; then
        inputs=$(awk '/number_of_executed_units/ { print $2 }' "$log")
        say "ok      $target: $inputs inputs in $seconds seconds"
        return 0
    fi
    say "FAILED  $target: $(grep -m 1 -E 'Broken promise|runtime error|ERROR' "$log" || true)"
    say "        input: $(echo "$found/$target-"*), output: $log"
    return 1
}

# run_fuzz [SECONDS] [TARGET...]
run_fuzz() {
    local seconds=600 target compiler running=0 status=0 known
    known=$(sed -n 's/^set(fuzz_targets \(.*\))$/\1/p' test/fuzz/tests.cmake)
    if [[ ${1-} =~ ^[0-9]+$ ]]; then
        seconds=$1
        shift
    fi
    # shellcheck disable=SC2086 # They are separate words.
    (($# > 0)) || set -- $known
    for target in "$@"; do
        [[ " $known " == *" $target "* ]] || die "there is no target '$target'; there are: $known"
    done
    install_build_packages
    # A subshell, because being unable to install is no reason to stop: one may be there.
    (install_fuzz_packages) || true
    compiler=$(fuzz_compiler)
    [[ -n $compiler ]] || die "fuzzing needs clang 16 or newer with libFuzzer, and there is none"
    say "Building the fuzz targets with $compiler into build/fuzz."
    CXX=$compiler build_preset fuzz || die "the fuzz targets do not build"
    say "Fuzzing $# targets for $seconds seconds each, two at a time."
    for target in "$@"; do
        if ((running == 2)); then
            wait -n || status=1
            running=1
        fi
        fuzz_target "$target" "$seconds" &
        running=$((running + 1))
    done
    while ((running > 0)); do
        wait -n || status=1
        running=$((running - 1))
    done
    if ((status == 0)); then
        say "No findings."
    else
        say "Findings are in build/fuzz/findings: build/fuzz/bin/fuzz_TARGET FILE repeats one."
    fi
    return "$status"
}
