#!/usr/bin/env bash
# pkg_config.sh COMPILER PREFIX DIRECTORY [--static]: compiles the program with what pkg-config says
# and nothing else, and runs it.
set -euo pipefail
compiler=$1 prefix=$2 directory=$3
shift 3
command -v pkg-config >/dev/null || exit 77
source=$(dirname "${BASH_SOURCE[0]}")/main.cpp
mkdir -p "$directory"

PKG_CONFIG_PATH=$(find "$prefix" -type d -name pkgconfig)
export PKG_CONFIG_PATH
pkg-config --validate signalwire-asio signalwire-sandbox
# Packages that are unpacked elsewhere say /usr.
options=("$@" "--define-variable=prefix=$prefix")
read -ra cflags <<<"$(pkg-config "${options[@]}" --cflags signalwire-sandbox)"
read -ra libs <<<"$(pkg-config "${options[@]}" --libs signalwire-sandbox)"
printf '%s ' "${cflags[@]}" "${libs[@]}"
printf '\n'
"$compiler" -std=c++20 -O2 "${cflags[@]}" "$source" -o "$directory/consume" "${libs[@]}"
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH") "$directory/consume"
