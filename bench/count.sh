#!/usr/bin/env bash
# Counts the instructions of decoding, of a request and of a buffered call under callgrind, and
# compares them with those in instructions.txt. Called by `./run count`, which builds bench_count.
#
#   count.sh            fails when a number is more than 5 % off, to either side
#   count.sh --update   writes the numbers down instead
#
# Exit status: 0 as expected, 1 not, 77 there is nothing to compare with.
set -euo pipefail

if [[ ${1---update} != --update ]]; then
    echo "usage: count.sh [--update]" >&2
    exit 2
fi
here=$(dirname "$0")
programs=${SIGNALWIRE_PROGRAMS:-$here/../build/release/bin}
expected=$here/instructions.txt
tolerance=5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# instructions MODE: how many for each call or request, of the client's thread only.
instructions() {
    local units
    units=$(valgrind --tool=callgrind --instr-atstart=no --separate-threads=yes \
        --callgrind-out-file="$folder/$1" "$programs/bench_count" "$1" 2>"$folder/log") ||
        { cat "$folder/log" >&2; return 1; }
    awk -v units="$units" '$1 == "totals:" { printf "%d", $2 / units + 0.5; found = 1 }
        END { exit !found }' "$folder/$1-01"
}

# compare WHAT NUMBER: against the line of this build that has this name.
compare() {
    awk -v build="$build" -v what="$1" -v now="$2" -v tolerance="$tolerance" '
        index($0, build ": " what " ") == 1 {
            found = 1
            change = 100 * ($NF ? now / $NF - 1 : 1)
            off = change > tolerance || change < -tolerance
            printf "%-8s %8d instructions, %d expected, %+.1f %%%s\n", what, now, $NF, change,
                off ? (change > 0 ? ": too many" : ": fewer, so write it down") : ""
        }
        END {
            if (!found) { printf "%-8s %8d instructions\n", what, now; exit 77 }
            exit off
        }' "$expected"
}

# write_down WHAT NUMBER
write_down() {
    awk -v build="$build" -v what="$1" 'index($0, build ": " what " ") != 1' "$expected" \
        >"$folder/expected"
    printf '%s: %s %d\n' "$build" "$1" "$2" >>"$folder/expected"
    { grep '^#' "$folder/expected"; grep -v '^#' "$folder/expected" | LC_ALL=C sort; } >"$expected"
    printf '%-8s %8d instructions\n' "$1" "$2"
}

if ! valgrind --tool=none true >"$folder/log" 2>&1; then
    echo "SKIPPED: valgrind does not run here."
    exit 77
fi
build=$("$programs/bench_count" --build)
status=0
for mode in decode list next; do
    number=$(instructions "$mode")
    if [[ ${1-} == --update ]]; then
        write_down "$mode" "$number"
        continue
    fi
    result=0
    compare "$mode" "$number" || result=$?
    ((status == 1 || result == 0)) || status=$result
done

case $status in
    1) echo "Not as in bench/instructions.txt. If that is meant to be: ./run count --update" ;;
    77) echo "SKIPPED: bench/instructions.txt has no numbers for this build:
  $build
To have some: ./run count --update" ;;
esac
exit "$status"
