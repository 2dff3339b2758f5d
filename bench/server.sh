# shellcheck shell=bash
# Starts and stops the server that the benchmarks measure against; read by bench/run, which sets
# $programs, the folder of the programs.

server=
server_folder=$(mktemp -d)
on_other_core=()
on_first_core=()
# The server has the other core to itself where there is one.
taskset -c 1 true 2>/dev/null && on_other_core=(taskset -c 1) on_first_core=(taskset -c 0)

# start_server ARG...: a sandbox in another process, and what a client has to know about it.
start_server() {
    local line export_line
    mkfifo "$server_folder/ready"
    # shellcheck disable=SC2154 # $programs is the caller's.
    "${on_other_core[@]}" "$programs/signalwire-calls" sandbox "$@" \
        >"$server_folder/ready" 2>"$server_folder/log" &
    server=$!
    for ((line = 0; line < 4; line++)); do
        read -r -t 60 export_line <&3 || { cat "$server_folder/log" >&2; exit 1; }
        eval "$export_line"
    done 3<"$server_folder/ready"
    rm "$server_folder/ready"
}

stop_server() {
    [[ -n $server ]] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" || true
    server=
}

# on_client_core COMMAND...
on_client_core() {
    "${on_first_core[@]}" "$@"
}
