#!/usr/bin/env bash
# smoke_inside.sh PACKAGES DIRECTORY: installs the packages of one directory, uses them as a user
# does, and removes them. What programs it builds are in the other. Only for `./run smoke`.
set -euo pipefail
packages=$1 directory=$2
[[ -e /.complete ]] || {
    printf 'This installs and removes packages: use ./run smoke.\n' >&2
    exit 2
}
trap 'printf "FAILED  line %s: %s\n" "$LINENO" "$BASH_COMMAND" >&2' ERR
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
# A user has none of what the builder's environment may have.
unset "${!SIGNALWIRE_@}" "${!CMAKE_@}" LD_LIBRARY_PATH PKG_CONFIG_PATH CXX CXXFLAGS LDFLAGS
rm -rf "$directory"
mkdir -p "$directory"

ok() { printf 'ok      %s\n' "$*"; }

# quietly COMMAND...: its words only when it fails.
quietly() {
    "$@" >"$directory/log" 2>&1 </dev/null || {
        tail -n 30 "$directory/log" >&2
        return 1
    }
}

# Without what is merely recommended: a package has to name all that it needs.
install() { quietly apt-get install -q -y --no-install-recommends "$@"; }

start_sandbox() {
    local server line
    exec {server}< <(exec signalwire-compat sandbox --calls 100 --seed 1 2>"$directory/sandbox.log")
    sandbox=$!
    trap 'kill "$sandbox" 2>/dev/null' EXIT
    # It says what a client has to know, once it listens.
    while [[ -z ${SIGNALWIRE_SPACE-} || -z ${SIGNALWIRE_PROJECT_ID-} ||
        -z ${SIGNALWIRE_API_TOKEN-} || -z ${SIGNALWIRE_REST_CA_FILE-} ]]; do
        read -r -t 60 line <&"$server"
        [[ $line != "export SIGNALWIRE_"* ]] || eval "$line"
    done
}

# Absolute names: apt takes others for packages of the mirror.
packages=$(realpath "$packages")
quietly apt-get update -q
install "$packages"/libsignalwire-asio[0-9]*.deb "$packages"/signalwire-calls_*.deb
version=$(dpkg-query -W -f '${Version}' signalwire-calls)
[[ $(signalwire-calls --version) == "signalwire-calls ${version%-*}" ]]
ok "signalwire-calls $version installs with what it depends on, and starts"

start_sandbox
signalwire-calls list --limit 5 --format ndjson >"$directory/calls.ndjson"
(($(wc -l <"$directory/calls.ndjson") == 5))
ok "it lists five calls of its sandbox"

install man-db
for name in signalwire-calls signalwire-compat; do
    man -w "$name" >/dev/null
    man "$name" | grep -q sandbox
    (
        # shellcheck source=/dev/null
        . "/usr/share/bash-completion/completions/$name"
        complete -p "$name" >/dev/null
    )
done
[[ -r /usr/share/zsh/vendor-completions/_signalwire-compat ]]
ok "it has its manual pages and completions"

install "$packages"/libsignalwire-asio-dev_*.deb g++ pkg-config cmake make
# The first program of the README.
awk '/^```/ { inside = ++fences == 1; next } inside' README.md >"$directory/calls.cpp"
read -ra flags <<<"$(pkg-config --cflags --libs signalwire-asio)"
quietly g++ -std=c++20 "$directory/calls.cpp" -o "$directory/calls" "${flags[@]}"
"$directory/calls" >"$directory/calls.txt"
(($(wc -l <"$directory/calls.txt") > 5))
ok "the first program of the README builds with pkg-config, and lists calls"

quietly cmake -S test/consume -B "$directory/consume"
quietly cmake --build "$directory/consume" --target consume
quietly "$directory/consume/consume"
ok "a program builds with find_package, and runs"

quietly apt-get purge -q -y '?name(signalwire)'
[[ -z $(ldconfig -p | grep signalwire; find /usr /etc /var/lib/dpkg/info -name '*signalwire*') ]]
ok "nothing is left when the packages are removed"
