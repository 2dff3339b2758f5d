# shellcheck shell=bash
# `./run crash`; read by ./run.

# random BELOW: into `drawn`; from RANDOM, which a seed repeats.
random() {
    drawn=$(((RANDOM * 32768 + RANDOM) % $1))
}

size_of() {
    stat -c %s "$1" 2>/dev/null || echo 0
}

# strike PID FILE SIZE SIGNAL: the signal, once the file has so many bytes; fails when the process
# has ended before.
strike() {
    local pid=$1 file=$2 size=$3 signal=$4
    while (($(size_of "$file") < size)); do
        kill -0 "$pid" 2>/dev/null || return 1
    done
    kill -s "$signal" "$pid" 2>/dev/null
}

# export_once NAME SIGNAL ARG...: begins or goes on with an export, and ends it with the signal at a
# random moment; `status` is how it ended.
export_once() {
    local name=$1 signal=$2 whole have file
    shift 2
    file=$crash/$name.out
    whole=$(size_of "$crash/$name.whole")
    have=$([[ -r $crash/$name.cursor ]] && size_of "$file" || echo 0)
    random $((whole - have + 1))
    build/release/bin/signalwire-calls list "$@" --output "$file" --cursor "$crash/$name.cursor" \
        --quiet 2>"$crash/$name.err" &
    strike $! "$file" $((have + drawn)) "$signal" || true
    status=0
    wait $! 2>/dev/null || status=$?
}

# check_export NAME: whether what has come out is what would have without a crash.
check_export() {
    local name=$1
    if cmp -s "$crash/$name.out" "$crash/$name.whole" && [[ ! -e $crash/$name.cursor ]]; then
        exports=$((exports + 1))
        rm -f "$crash/$name.out"
        return 0
    fi
    say "FAILED  $name: $(cmp "$crash/$name.out" "$crash/$name.whole" 2>&1)"
    return 1
}

# crash_exports NAME N ARG...: one export after the other until there were N crashes.
crash_exports() {
    local name=$1 left=$2 signal status
    shift 2
    build/release/bin/signalwire-calls list "$@" --quiet >"$crash/$name.whole" || return 1
    while ((left > 0)); do
        random 2
        signal=$( ((drawn == 0)) && echo INT || echo KILL)
        # Resumed it only has if there was something to resume from.
        [[ ! -e $crash/$name.cursor ]] || resumed=$((resumed + 1))
        export_once "$name" "$signal" "$@"
        case $status in
            0) check_export "$name" || return 1 ;;
            130) interrupted=$((interrupted + 1)) left=$((left - 1)) ;;
            137) killed=$((killed + 1)) left=$((left - 1)) ;;
            *)
                say "FAILED  $name: exit status $status: $(cat "$crash/$name.err")"
                return 1
                ;;
        esac
    done
    build/release/bin/signalwire-calls list "$@" --output "$crash/$name.out" \
        --cursor "$crash/$name.cursor" --quiet || return 1
    check_export "$name"
}

# run_crash [N] [SEED]
run_crash() {
    local count=${1:-200} seed=${2:-1} each
    local crash=build/crash drawn killed=0 interrupted=0 resumed=0 exports=0
    [[ $count =~ ^[0-9]+$ && $seed =~ ^[0-9]+$ ]] || die "crash: N and SEED are numbers"
    install_build_packages
    say "Building the program into build/release/bin."
    build_preset release signalwire-calls || die "the program does not build"
    rm -rf "$crash"
    mkdir -p "$crash"
    start_sandbox 50000
    RANDOM=$seed
    each=$(((count + 2) / 3))
    local range=(--start-time-after 2000-01-01 --start-time-before 2100-01-01)
    crash_exports ndjson "$each" --format ndjson || exit 1
    crash_exports csv "$each" --format csv --page-size 100 || exit 1
    crash_exports shards "$each" --format ndjson --shards 4 "${range[@]}" || exit 1
    say "ok      $killed times killed, $interrupted times interrupted, $resumed times resumed;"
    say "        $exports exports came out as if nothing had happened (seed $seed)"
}
