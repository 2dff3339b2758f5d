#!/usr/bin/env bash
# package.sh SOURCE BUILD PREFIX ROOT OPTION...: builds the Debian packages, installs the same build
# into PREFIX, and unpacks the packages into ROOT, where it looks at what they hold.
set -euo pipefail
source=$1 build=$2 prefix=$3 root=$4
shift 4
command -v dpkg-deb >/dev/null || exit 77

rm -rf "$prefix" "$root" "$build"/*.deb
(cd "$source" && cmake --preset package -B "$build" "$@")
cmake --build "$build" --target all package
cmake --install "$build" --prefix "$prefix"

# has PACKAGE PATTERN...: it has a path like each of these.
has() {
    local package=$1 list pattern
    list=$(dpkg-deb -c "$build/${package}"_*.deb)
    shift
    for pattern in "$@"; do
        grep -qE "$pattern" <<<"$list" || {
            printf '%s has no %s:\n%s\n' "$package" "$pattern" "$list" >&2
            exit 1
        }
    done
}

version=$(sed -nE 's/.*version = "([0-9.]+)".*/\1/p' "$source/include/signalwire/version.hpp")
soversion=${version%.*}
has "libsignalwire-asio$soversion" "/libsignalwire-asio\.so\.$version$" \
    "/libsignalwire-sandbox\.so\.$soversion -> libsignalwire-sandbox\.so\.$version"
has libsignalwire-asio-dev /usr/include/signalwire/rest_client.hpp \
    /signalwire-asio-config.cmake /pkgconfig/signalwire-asio.pc /pkgconfig/signalwire-sandbox.pc \
    "/libsignalwire-asio\.so -> libsignalwire-asio\.so\.$soversion"
has signalwire-calls "/usr/bin/signalwire-calls -> signalwire-compat$" /usr/bin/signalwire-compat$ \
    /man/man1/signalwire-calls.1.gz /man/man1/signalwire-compat.1.gz \
    /bash-completion/completions/signalwire-calls /zsh/vendor-completions/_signalwire-compat

# depends PACKAGE PATTERN...
depends() {
    local package=$1 field pattern
    field=$(dpkg-deb -f "$build/${package}"_*.deb Depends)
    shift
    for pattern in "$@"; do
        grep -qE "(^|, )$pattern" <<<"$field" || {
            printf '%s does not depend on %s: %s\n' "$package" "$pattern" "$field" >&2
            exit 1
        }
    done
}

own="libsignalwire-asio${soversion//./\\.} \(= $version-1\)"
depends "libsignalwire-asio$soversion" "libc6 " "libssl3" "libboost-json" "libstdc\+\+6 " "zlib1g"
depends libsignalwire-asio-dev "$own" "libboost[0-9.]+-dev" "libboost-json[0-9.]+-dev" libssl-dev
depends signalwire-calls "$own" "libstdc\+\+6 " ca-certificates

for package in "$build"/*.deb; do
    dpkg-deb -x "$package" "$root"
done
libraries=$(dirname "$(find "$root" -name libsignalwire-asio.so)")
LD_LIBRARY_PATH=$libraries "$root/usr/bin/signalwire-calls" --version | grep -q " $version$"
if readelf -d "$root/usr/bin/signalwire-calls" "$libraries"/*.so | grep -E 'R(UN)?PATH'; then
    exit 1
fi
