# bash completion for signalwire-calls

_signalwire_calls()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]} words=""
    COMPREPLY=()

    # Values of the previous option.
    case $prev in
        --status) words="queued ringing in-progress canceled completed busy failed no-answer" ;;
        --format) words="table ndjson csv" ;;
        --json-style) words="canonical varied" ;;
        --bounds) words="second minute whole-minute day whole-day ignored" ;;
        --order) words="newest-first oldest-first unordered" ;;
        --output | --cursor | --token-file | --ca-file | --ca-out)
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
            compopt -o filenames 2>/dev/null
            return
            ;;
        --to | --from | --parent-call-sid | --start-time | --start-time-after | \
            --start-time-before | --end-time | --end-time-after | --end-time-before | --limit | \
            --page-size | --prefetch | --shards | --shard | --watch | --fields | --host | \
            --project | --token | --port | --address | --calls | --seed | --fault | --fault-seed | \
            --latency | --bytes-per-second | --activity-rate | --expire-tokens-after | \
            --clock-speed | --signing-key)
            return
            ;;
    esac

    if [[ -z $words ]]; then
        if ((COMP_CWORD == 1)); then
            words="list sandbox --version --help -h"
        elif [[ $command == list ]]; then
            words="--status --to --from --parent-call-sid --start-time --start-time-after
                --start-time-before --end-time --end-time-after --end-time-before --limit
                --page-size --prefetch --shards --shard --watch --format --fields --csv-safe
                --output --cursor --quiet --host --project --token-file --token --ca-file --help -h"
        elif [[ $command == sandbox ]]; then
            words="--port --address --calls --seed --fault --fault-seed --json-style --bounds
                --order --ca-out --latency --bytes-per-second --activity-rate
                --expire-tokens-after --clock-speed --signing-key --help -h"
        fi
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}

complete -F _signalwire_calls signalwire-calls
