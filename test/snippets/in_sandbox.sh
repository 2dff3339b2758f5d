#!/usr/bin/env bash
# in_sandbox.sh PROGRAMS COMMAND...
#
# Runs COMMAND in an empty folder with the environment of a sandbox, which PROGRAMS/signalwire-calls
# serves, and with PROGRAMS first in PATH. A command that fails, or says nothing, has failed.
set -euo pipefail

programs=$1
shift
export PATH="$programs:$PATH"
folder=$(mktemp -d)
server=
trap 'if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; wait "$server" || true; fi
      rm -rf "$folder"' EXIT
cd "$folder"

mkfifo ready
signalwire-calls sandbox --calls 5000 --seed 7 >ready 2>sandbox.log &
server=$!
for ((line = 0; line < 4; line++)); do
    read -r -t 60 export_line <&3 || { cat sandbox.log >&2; exit 1; }
    eval "$export_line"
done 3<ready

"$@" >output 2>errors || { status=$?; cat output errors; echo "exit status $status"; exit 1; }
if (($(wc -l <output) > 12)); then
    head -n 5 output
    echo "..."
    tail -n 5 output
else
    cat output
fi
cat errors
[[ -s output ]] || { echo "nothing was printed"; exit 1; }
