# shellcheck shell=bash
# Starts and stops the servers that the benchmarks measure against; read by bench/run, which sets
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

# find_nginx: where it is, or nothing. ./run bench unpacks it where it is not installed.
find_nginx() {
    local unpacked=${BASH_SOURCE[0]%/*}/../build/programs
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:$unpacked/usr/sbin type -P nginx
}

# The query is the name of a file; one worker, all in memory, as few system calls as nginx can.
write_nginx_conf() {
    local kind
    ((EUID != 0)) || echo "user root root;"
    cat <<END
daemon off;
worker_processes 1;
pid $server_folder/pid;
error_log $server_folder/error.log notice;
events { worker_connections 1024; }
http {
    access_log off;
    default_type application/json;
    etag off;
    tcp_nopush off;
    keepalive_requests 1000000;
    keepalive_timeout 60s 60s;
    open_file_cache max=10000 inactive=600s;
    open_file_cache_valid 600s;
    output_buffers 1 1m;
    ssl_protocols TLSv1.3;
    ssl_certificate $server_folder/server.pem;
    ssl_certificate_key $server_folder/server.key;
    ssl_session_cache shared:sessions:1m;
    server {
        listen 127.0.0.1:$1 ssl backlog=1024;
        root $server_folder/pages;
        location / { try_files /\$args =404; }
    }
END
    for kind in client_body proxy fastcgi uwsgi scgi; do
        echo "    ${kind}_temp_path $server_folder/$kind;"
    done
    echo "}"
}

# start_nginx PORT: whether it came up.
start_nginx() {
    local pause
    write_nginx_conf "$1" >"$server_folder/nginx.conf"
    : >"$server_folder/error.log"
    "${on_other_core[@]}" "$(find_nginx)" -p "$server_folder" -c "$server_folder/nginx.conf" \
        -e "$server_folder/error.log" &
    server=$!
    for ((pause = 0; pause < 200; pause++)); do
        ! grep -q "start worker process " "$server_folder/error.log" || return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.02
    done
    stop_server
    return 1
}

# start_file_server ARG...: an nginx that serves what render_pages wrote, once, with these
# arguments.
start_file_server() {
    local attempt port
    if [[ ! -d $server_folder/pages ]]; then
        "$programs/render_pages" "$@" "$server_folder" >"$server_folder/exports"
    fi
    # shellcheck source=/dev/null
    source "$server_folder/exports"
    for ((attempt = 0; attempt < 20; attempt++)); do
        port=$((20000 + RANDOM % 12000))
        if start_nginx "$port"; then
            export SIGNALWIRE_SPACE=127.0.0.1:$port
            return 0
        fi
    done
    cat "$server_folder/error.log" >&2
    exit 1
}

# server_ticks: for how long the server has been computing, in hundredths of a second.
server_ticks() {
    local pid worker=""
    [[ ! -r $server_folder/error.log ]] || worker=$(sed -n \
        's/.*start worker process \([0-9]*\)$/\1/p' "$server_folder/error.log")
    for pid in $server $worker; do
        [[ ! -r /proc/$pid/stat ]] || sed 's/.*) //' "/proc/$pid/stat"
    done | awk '{ sum += $12 + $13 } END { print sum + 0 }'
}

stop_server() {
    [[ -n $server ]] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

# on_client_core COMMAND...
on_client_core() {
    "${on_first_core[@]}" "$@"
}
