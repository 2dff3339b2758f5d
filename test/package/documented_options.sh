#!/usr/bin/env bash
# documented_options.sh PROGRAM SOURCE: whether the manual page is what is made of --help, and
# whether the completions offer what --help has.
set -euo pipefail
program=$(realpath -s "$1") source=$2
failed=0

fail() {
    printf '%s\n' "$*" >&2
    failed=1
}

python3 "$source/cmake/manual.py" "$program" || fail "run: python3 cmake/manual.py PROGRAM --write"
if command -v groff >/dev/null; then
    warnings=$(groff -man -Tutf8 -ww -z "$source/packaging/man/signalwire-compat.1" 2>&1)
    [[ -z $warnings ]] || fail "$warnings"
fi

# from_help WORD...: the options of these words.
from_help() {
    "$program" "$@" --help | sed -nE 's/^  (-h,)?(--[a-z-]+) .*/\2/p' | sort
}

# from_bash NAME WORD...: what bash offers behind these words for the last of them.
from_bash() (
    # shellcheck source=/dev/null
    source "$source/packaging/completion/signalwire-compat.bash"
    # shellcheck disable=SC2034  # read by the completion
    COMP_WORDS=("$(dirname "$program")/$1" "${@:2}")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _signalwire_compat
    printf '%s\n' "${COMPREPLY[@]}" | sort
)

# same WHAT EXPECTED FOUND
same() {
    [[ -n $2 && $2 == "$3" ]] && return
    fail "$1: expected (<), found (>):"
    diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") >&2 || true
}

words() { printf '%s\n' "$@" | sort; }

mapfile -t resources < <("$program" --help | sed -nE '/^Commands:/,/^$/s/^  ([a-z-]+) .*/\1/p')
((${#resources[@]} == 20)) || fail "20 commands expected, not ${#resources[*]}"
same "the commands" "$(words "${resources[@]}")" "$(from_bash signalwire-compat "")"
same "a beginning" "$(words queue-members queues)" "$(from_bash signalwire-compat que)"
same "the main options" "$(from_help)" "$(from_bash signalwire-compat -)"
for resource in "${resources[@]}"; do
    [[ $resource != sandbox ]] || continue
    mapfile -t verbs < <(from_bash signalwire-compat "$resource" "")
    for verb in "${verbs[@]}"; do
        same "$resource $verb" "$(from_help "$resource" "$verb")" \
            "$(from_bash signalwire-compat "$resource" "$verb" -)"
    done
    [[ " ${verbs[*]} " == *" list "* ]] || fail "no list of $resource: ${verbs[*]}"
done
same "signalwire-calls" "$(from_help calls list)" "$(from_bash signalwire-calls list -)"
same "the verbs of calls" "$(words get list report sandbox sync)" "$(from_bash signalwire-calls "")"
same "sandbox" "$(from_help sandbox)" "$(from_bash signalwire-compat sandbox -)"

# Values.
same "--format" "$(words csv ndjson table)" \
    "$(from_bash signalwire-compat messages list --format "")"
same "--format of download" "$(words mp3 wav)" \
    "$(from_bash signalwire-compat recordings download RE1 --format "")"
same "--status" "$(words busy canceled completed failed in-progress no-answer queued ringing)" \
    "$(from_bash signalwire-calls list --status "")"
same "--muted" "$(words false true)" "$(from_bash signalwire-compat participants list --muted "")"
same "--order" "$(words newest-first oldest-first unordered)" \
    "$(from_bash signalwire-compat sandbox --order "")"
cd "$(mktemp -d)"
touch one two
same "--output" "$(words one two)" "$(from_bash signalwire-calls list --output "")"
same "--limit" "nothing" "nothing$(from_bash signalwire-calls list --limit "")"
same "the value of --limit" "nothing" "nothing$(from_bash signalwire-calls list --limit -)"
rm -r "$PWD"

if command -v zsh >/dev/null; then
    zsh -n "$source/packaging/completion/_signalwire-compat" || fail "zsh"
fi
exit "$failed"
