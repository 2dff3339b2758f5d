# bash completion for signalwire-compat and signalwire-calls. It offers what --help has.

# Prints the words that the help gives for the value of an option: "table, ndjson or csv".
_signalwire_compat_values()
{
    awk -v option="$1" '
        index($0, "  " option " ") == 1 { found = 1; text = $0; next }
        found && /^          / { text = text $0; next }
        found { exit }
        END {
            sub("^  " option " +", "", text)
            value = text
            sub(" .*", "", value)
            sub("^[^ ]+ +", "", text)
            gsub(/\([^)]*\)/, "", text)
            sub(/.*: /, "", text)
            sub(/;.*/, "", text)
            gsub(/,| or /, " ", text)
            if (value == "FILE")
                print "FILE"
            else if (value == "BOOL")
                print "true false"
            else if (text ~ /^ *[a-z0-9-]+( +[a-z0-9-]+)+ *$/)
                print text
        }'
}

_signalwire_compat()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local command=() word help offer
    COMPREPLY=()
    # The resource and the verb: at most two words before the first option.
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ $word != -* && ${#command[@]} -lt 2 ]] || break
        command+=("$word")
    done
    help=$("${COMP_WORDS[0]}" "${command[@]}" --help 2>/dev/null) || return

    # Nothing that looks like an option is offered for a value.
    if [[ $prev == --* ]] && grep -qE -e "^  $prev [A-Z/]+ " <<<"$help"; then
        offer=$(_signalwire_compat_values "$prev" <<<"$help")
        if [[ $offer == FILE ]]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
            compopt -o filenames 2>/dev/null || true
            return
        fi
        [[ -n $offer ]] || return 0
    elif [[ $cur == -* ]]; then
        offer=$(sed -nE 's/^  (-h,)?(--[a-z-]+) .*/\2/p' <<<"$help")
    else
        offer=$(sed -nE '/^Commands:/,/^$/s/^  ([a-z-]+) .*/\1/p' <<<"$help")
    fi
    mapfile -t COMPREPLY < <(compgen -W "$offer" -- "$cur")
}

complete -F _signalwire_compat signalwire-compat signalwire-calls
