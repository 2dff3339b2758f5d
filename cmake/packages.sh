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
    if ! { "${as_root[@]}" apt-get update -q &&
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
    install_packages g++ cmake ninja-build ccache openssl ca-certificates libssl-dev zlib1g-dev \
        libcli11-dev "libboost$boost-dev" "libboost-json$boost-dev" "libboost-url$boost-dev" \
        "libboost-test$boost-dev"
}

# One version of clang-format on every distribution: no two format all of this tree alike.
install_lint_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        install_packages clang-format-19 shellcheck
    fi
}
