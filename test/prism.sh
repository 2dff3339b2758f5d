# shellcheck shell=bash
# `./run prism`; read by ./run.

# install_prism: a mock server for OpenAPI descriptions, from npm.
install_prism() {
    local name=@stoplight/prism-cli version=5.14.2 log
    [[ ! -e build/programs/prism/node_modules/$name/package.json ]] || return 0
    command -v npm >/dev/null || install_packages nodejs npm
    say "Installing into build/programs/prism: $name $version"
    mkdir -p build/programs/prism
    log=$(mktemp)
    if ! npm install --prefix build/programs/prism --no-audit --no-fund "$name@$version" \
        </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        die "npm could not install $name"
    fi
    rm -f "$log"
}

stop_prism() {
    kill "$prism" 2>/dev/null || true
    wait "$prism" 2>/dev/null || true
}

# run_prism OPENAPI [N]
run_prism() {
    local description=${1-} count=${2:-100} port=${SIGNALWIRE_PRISM_PORT:-4010}
    [[ -r $description && $count =~ ^[1-9][0-9]*$ ]] ||
        die "prism: name the file with the API's OpenAPI description, and a number of responses"
    install_build_packages
    unpack_test_servers
    install_prism
    build_preset asan prism_tests || die "the tests do not build"
    NODE_PATH=build/programs/prism/node_modules node test/prism.js "$description" \
        >build/asan/openapi.json || die "that is no OpenAPI description"
    build/programs/prism/node_modules/.bin/prism mock --dynamic --port "$port" \
        --verboseLevel error build/asan/openapi.json >build/asan/prism.log 2>&1 &
    prism=$!
    trap stop_prism EXIT
    local left=300
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        if ! kill -0 "$prism" 2>/dev/null || ((left-- == 0)); then
            die "the mock server did not start; see build/asan/prism.log"
        fi
        read -r -t 0.2 <> <(:) || true
    done
    local prefix=()
    ! setarch -R true 2>/dev/null || prefix=(setarch -R)
    say "All operations, $count times each, against the mock server."
    SIGNALWIRE_TEST_PRISM=127.0.0.1:$port SIGNALWIRE_TEST_RESPONSES=$count \
        "${prefix[@]}" build/asan/bin/prism_tests --color_output=no
}
