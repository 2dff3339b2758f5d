# shellcheck shell=bash
# `./run writes`; read by ./run.

# run_writes [N] [SEED]
run_writes() {
    local count=${1:-100000} seed=${2:-1}
    [[ $count =~ ^[0-9]+$ && $seed =~ ^[0-9]+$ ]] || die "writes: N and SEED are numbers"
    install_build_packages
    say "Building the test into build/release/bin."
    build_preset release write_tests || die "the test does not build"
    SIGNALWIRE_WRITES=$count SIGNALWIRE_WRITES_SEED=$seed build/release/bin/write_tests \
        --run_test=never_twice --color_output=no
}
