#!/usr/bin/env bash
# packaging/release.sh [COMMIT]: makes the archive of a release (HEAD if no commit is named) below
# build/release-archive, and prints the hashes that the port of vcpkg and the recipe of Conan want.
#
# The archive is reproducible: the same commit gives the same bytes. Where the one that is published
# is made elsewhere, as on GitHub from a tag, take the hashes of that file: give its name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
what=${1:-HEAD}

if [[ -f $what ]]; then
    archive=$what
else
    version=$(git show "$what:include/signalwire/version.hpp" |
        sed -nE 's/.*version = "([0-9.]+)".*/\1/p')
    [[ -n $version ]] || {
        printf 'release.sh: %s has no version\n' "$what" >&2
        exit 1
    }
    for file in packaging/vcpkg/signalwire-asio/vcpkg.json packaging/conan/conandata.yml; do
        git show "$what:$file" | grep -qF "\"$version\"" || {
            printf 'release.sh: %s is not of version %s\n' "$file" "$version" >&2
            exit 1
        }
    done
    mkdir -p build/release-archive
    archive=build/release-archive/signalwire-asio-$version.tar.gz
    git archive --format tar --prefix "signalwire-asio-$version/" "$what" | gzip -9n >"$archive"
fi

printf '%s\n' "$archive"
printf 'SHA512 (vcpkg)  %s\n' "$(sha512sum "$archive" | cut -d ' ' -f 1)"
printf 'sha256 (Conan)  %s\n' "$(sha256sum "$archive" | cut -d ' ' -f 1)"
