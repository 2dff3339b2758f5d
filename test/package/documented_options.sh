#!/usr/bin/env bash
# documented_options.sh PROGRAM PACKAGING: whether manual page and completions have the options of
# --help, with the same values, and no others.
set -euo pipefail
program=$1 packaging=$2
failed=0

# same WHAT EXPECTED FOUND
same() {
    if [[ -z $2 || $2 != "$3" ]]; then
        printf '%s differs from --help (<) here:\n' "$1" >&2
        diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") >&2 || true
        failed=1
    fi
}

# from_help COMMAND...: "--name VALUE" of each option.
from_help() {
    "$program" "$@" --help | sed -nE 's/^  (-h,)?(--[a-z-]+)( [A-Z/]+)?  .*/\2\3/p' | sort
}

# from_manual SECTION: the same of its section.
from_manual() {
    awk -v wanted=".SH $1" '$0 ~ /^\.SH/ { inside = $0 == wanted } inside' \
        "$packaging/man/signalwire-calls.1" |
        sed -nE -e 's/\\-/-/g' -e 's/^\.BI (--[a-z-]+) " ([A-Z\/]+)"$/\1 \2/p' \
            -e 's/^\.B (--[a-z-]+)$/\1/p' -e 's/^\.BR -h ", " (--help)$/\1/p' | sort
}

# from_bash WORD...: what bash offers behind these words.
from_bash() (
    # shellcheck source=/dev/null
    source "$packaging/completion/signalwire-calls.bash"
    COMP_WORDS=(signalwire-calls "$@" "-")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _signalwire_calls
    printf '%s\n' "${COMPREPLY[@]}" | grep -v '^-h$' | sort
)

# from_zsh COMMAND: "--name VALUE" of each line; those before the `case` when there is no command.
from_zsh() {
    awk -v wanted="${1-}" '
        /^case/ { in_case = 1 }
        /^    [a-z]+\)$/ { command = substr($1, 1, length($1) - 1) }
        wanted == "" ? !in_case : command == wanted' "$packaging/completion/_signalwire-calls" |
        sed -nE -e "s/^ *'(\([^)]*\)|\*)?(--[a-z-]+)\[[^]]*\](:([A-Z\/]+):.*)?'.*/\2 \4/p" \
            -e "s/^ *'\(- \*\)'\{-h,(--help)\}.*/\1/p" | sed 's/ $//' | sort
}

names() { cut -d ' ' -f 1 <<<"$1"; }

for command in list sandbox; do
    options=$(from_help "$command")
    same "the manual page ($command)" "$(grep -v '^--help$' <<<"$options")" \
        "$(from_manual "OPTIONS OF ${command^^}")"
    same "the completion of bash ($command)" "$(names "$options")" "$(from_bash "$command")"
    same "the completion of zsh ($command)" "$options" "$(from_zsh "$command")"
    # What takes a value has its own branch: nothing that looks like an option is offered there.
    while read -r name value; do
        if [[ -n $value && -n $(from_bash "$command" "$name" | grep -e '^--' || true) ]]; then
            printf 'the completion of bash offers options for the value of %s\n' "$name" >&2
            failed=1
        fi
    done <<<"$options"
done
options=$(from_help)
same "the manual page" "$options" "$(from_manual OPTIONS)"
same "the completion of bash" "$(names "$options")" "$(from_bash)"
same "the completion of zsh" "$options" "$(from_zsh)"

# The table of exit statuses is the same, word by word.
same "the exit status of the manual page" \
    "$("$program" --help | sed -nE 's/^  ([0-9]+) +(.*)/\1 \2/p')" \
    "$(awk '/^\.SH/ { inside = $0 == ".SH EXIT STATUS" } inside && /^\.B / { status = $2; getline
        print status, $0 }' "$packaging/man/signalwire-calls.1")"

if command -v groff >/dev/null; then
    warnings=$(groff -man -Tutf8 -ww -z "$packaging/man/signalwire-calls.1" 2>&1)
    [[ -z $warnings ]] || { printf '%s\n' "$warnings" >&2 && failed=1; }
fi
exit "$failed"
