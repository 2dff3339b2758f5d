# shellcheck shell=bash
# Installs what the build needs with apt; read by ./run, which defines say() and die().

# The newest Boost that is both old enough and new enough on a distribution; empty when unknown.
default_boost() {
    local id="" version=""
    if [[ -r /etc/os-release ]]; then
        id=$(. /etc/os-release && printf %s "${ID:-}")
        version=$(. /etc/os-release && printf %s "${VERSION_ID:-}")
    fi
    case "$id-$version" in
        debian-12) printf 1.81 ;;
        debian-13 | ubuntu-24.04 | ubuntu-24.10 | ubuntu-25.*) printf 1.83 ;;
    esac
}

is_installed() {
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Two versions of Boost's headers cannot be installed side by side: one that is there and will do
# stays.
boost_version() {
    local version
    for version in 1.88 1.87 1.86 1.85 1.84 1.83 1.82 1.81; do
        if is_installed "libboost$version-dev"; then
            printf %s "$version"
            return
        fi
    done
    default_boost
}

say_what_is_needed() {
    say "This is no Debian 12 or 13, so nothing is installed. The build needs: g++ 12 or clang 16,
CMake 3.25, Ninja, Boost 1.81 to 1.88 with JSON, URL and Test, OpenSSL 3 with its headers and its
program, CLI11 2.1. Going on with what is here."
}

# update_package_lists: what apt knows may be old, or nothing at all in a container.
update_package_lists() {
    local as_root=()
    ((EUID == 0)) || as_root=(sudo)
    "${as_root[@]}" apt-get update -q
}

# install_packages PACKAGE...: nothing to do, and no network, when all of them are there.
install_packages() {
    local package missing=() as_root=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    ((${#missing[@]} > 0)) || return 0

    say "Installing with apt: ${missing[*]}"
    if ((EUID != 0)); then
        command -v sudo >/dev/null || die "Run as root, or install these yourself: ${missing[*]}"
        as_root=(sudo)
    fi
    local log
    log=$(mktemp)
    # --no-remove: rather stop than take another version of Boost away from its owner.
    if ! { update_package_lists &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-remove \
            --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "apt could not install: ${missing[*]}"
    fi
    rm -f "$log"
}

# install_build_packages: all that demo, build and test need.
install_build_packages() {
    local boost=""
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        boost=$(boost_version)
    fi
    if [[ -z $boost ]]; then
        say_what_is_needed
        return
    fi
    # libzstd-dev: on Debian 13, libcrypto.pc names it for whoever links with pkg-config --static.
    install_packages g++ cmake ninja-build ccache openssl ca-certificates libssl-dev zlib1g-dev \
        libzstd-dev libcli11-dev libsqlite3-dev sqlite3 pkg-config dpkg-dev file \
        "libboost$boost-dev" "libboost-json$boost-dev" \
        "libboost-url$boost-dev" "libboost-test$boost-dev" "libboost-context$boost-dev"
}

# has_program NAME: whether tests will find it; see test/support/programs.cpp.
has_program() {
    local unpacked=build/programs
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:$unpacked/usr/sbin:$unpacked/usr/bin \
        type -P "$1" >/dev/null
}

# unpack_packages PACKAGE...: their files below build/programs.
unpack_packages() (
    mkdir -p build/programs && cd build/programs || exit 1
    rm -f ./*.deb
    apt-get download -q "$@" ||
        { update_package_lists && apt-get download -q "$@"; } || exit 1
    for archive in *.deb; do
        dpkg-deb -x "$archive" . || exit 1
    done
    rm -f ./*.deb
)

# unpack_test_servers: the servers of other make that tests talk to. They are not installed, because
# Debian starts what is installed: nginx on port 80, at once and after every boot. Tests skip what
# is not there.
unpack_test_servers() {
    local missing=() log
    has_program nginx || missing+=(nginx)
    has_program tinyproxy || missing+=(tinyproxy-bin)
    if ((${#missing[@]} == 0)) || ! command -v apt-get >/dev/null; then
        return 0
    fi
    say "Unpacking into build/programs: ${missing[*]}"
    log=$(mktemp)
    if ! unpack_packages "${missing[@]}" </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        say "Without ${missing[*]}, the tests that talk to them will be skipped."
    fi
    rm -f "$log"
}

# install_test_clients: clients of other make, which tests point at the sandbox. Tests skip what is
# not there.
install_test_clients() {
    local name=@signalwire/compatibility-api version=3.2.0 directory=build/programs/node log
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        (install_packages python3-twilio) || say "The tests with twilio-python will be skipped."
        command -v npm >/dev/null || (install_packages nodejs npm) || true
    fi
    [[ ! -e $directory/node_modules/$name/package.json ]] || return 0
    if ! command -v npm >/dev/null; then
        say "There is no npm: the tests with the JavaScript client will be skipped."
        return 0
    fi
    say "Installing into $directory: $name $version"
    mkdir -p "$directory"
    log=$(mktemp)
    if ! npm install --prefix "$directory" --no-audit --no-fund "$name@$version" \
        </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        say "The tests with the JavaScript client will be skipped."
    fi
    rm -f "$log"
}

# fuzz_compiler: the newest clang that can do it, or nothing.
fuzz_compiler() {
    local version name
    for version in 19 18 17 16; do
        name=clang++-$version
        if command -v "$name" >/dev/null && echo 'extern "C" int LLVMFuzzerTestOneInput(
            unsigned char const*, unsigned long) { return 0; }' |
            "$name" -x c++ -fsanitize=fuzzer,address - -o /dev/null 2>/dev/null; then
            printf %s "$name"
            return
        fi
    done
}

# Debian 12 and 13 both have clang 19. Nothing to do where another one serves.
install_fuzz_packages() {
    if [[ -z $(fuzz_compiler) ]] && command -v dpkg-query >/dev/null &&
        command -v apt-get >/dev/null; then
        install_packages clang-19 libclang-rt-19-dev
    fi
}

# What the SDK is measured against and with. The benchmarks do without what is not there.
install_bench_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        (install_packages libbenchmark-dev libcurl4-openssl-dev libsimdjson-dev python3) ||
            say "Going on with what is here: rivals may be missing."
    fi
}

# What counts instructions. Tests that need it are left out where it is not there.
install_count_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        install_packages valgrind
    fi
}

# What the bridges are for. Their guides are not tested where it is not there.
install_bridge_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        (install_packages prometheus-cpp-dev libspdlog-dev) ||
            say "The guides of the bridges will be skipped."
    fi
}

# What looks for mistakes in Debian packages, which are built without it, too.
install_package_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        (install_packages lintian) || say "The packages will not be checked."
    fi
}

install_docs_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        install_packages doxygen
    fi
}

# One version of clang-tidy, too: each has other checks.
install_tidy_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        install_packages clang-tidy-19
    fi
}

# One version of clang-format on every distribution: no two format all of this tree alike.
install_lint_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        install_packages clang-format-19 shellcheck
    fi
}
