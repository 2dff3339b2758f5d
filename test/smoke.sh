# shellcheck shell=bash
# `./run smoke`: the Debian packages as a user has them, in Debians that have nothing else; read by
# ./run.

smoke_suites=(bookworm trixie)

# package_cell CELL, inside: packages depend on the Boost that they are built with, so every Debian
# has its own.
package_cell() {
    local directory=build/smoke/$1/packages
    install_packages dpkg-dev file
    install_package_packages
    rm -f "$directory"/*.deb
    cmake --preset package -B "$directory" >"build/smoke/$1/configure.log" 2>&1 || {
        cat "build/smoke/$1/configure.log" >&2
        return 1
    }
    cmake --build "$directory" --parallel "$(job_count)" --target all package
    check_packages "$directory"
}

# build_packages SUITE: in the Debian of the matrix with that name; `packages` is where they are.
build_packages() {
    local suite=$1 log=build/smoke/$1/packages.log
    packages=build/smoke/$suite/packages
    make_root "$suite"
    say "Installing what the packages for $suite are built with."
    if ! in_root "$suite" ./run cell provide "$suite" >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        die "that failed"
    fi
    say "Building the packages for $suite into $packages."
    in_root "$suite" ./run cell package "$suite" </dev/null || die "the packages do not build"
}

# smoke SUITE
smoke() {
    local suite=$1 packages=build/package
    mkdir -p "build/smoke/$suite"
    if [[ $(. /etc/os-release && printf %s "${VERSION_CODENAME-}") == "$suite" ]]; then
        run_package
    else
        build_packages "$suite"
    fi
    # Unpacked anew: what an earlier run has installed would hide what a package fails to name.
    rm -rf --one-file-system "build/roots/smoke-$suite"
    make_root "$suite" "smoke-$suite"
    say "Installing and using the packages in Debian $suite."
    in_root "smoke-$suite" test/smoke_inside.sh "$packages" "build/smoke/$suite/user" </dev/null ||
        die "the packages fail in Debian $suite"
}

# run_smoke [SUITE...]
run_smoke() {
    local suite suites=("$@")
    ((${#suites[@]} > 0)) || suites=(bookworm)
    for suite in "${suites[@]}"; do
        [[ " ${smoke_suites[*]} " == *" $suite "* ]] ||
            die "smoke: there is no '$suite', only: ${smoke_suites[*]}"
    done
    ((EUID == 0)) || die "smoke needs root: it unpacks Debians and enters them"
    install_packages debootstrap ccache
    for suite in "${suites[@]}"; do
        smoke "$suite"
    done
}
