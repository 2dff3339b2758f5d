# shellcheck shell=bash
# What this library promises to build with, tried out: every cell is a Debian of its own below
# build/roots with the compiler and the Boost of the cell; read by ./run.

# NAME SUITE COMPILER BOOST STANDARD: what is promised at both ends of each range.
matrix_cells=(
    "bookworm          bookworm g++        1.81 20"
    "bookworm-clang16  bookworm clang++-16 1.81 20"
    "bookworm-c++23    bookworm g++        1.81 23"
    "trixie            trixie   g++        1.83 20"
    "trixie-boost1.88  trixie   g++        1.88 23"
)

debian_mirror=http://deb.debian.org/debian

# cell NAME: what stands behind the name in the table.
cell() {
    local name rest
    while read -r name rest; do
        if [[ $name == "$1" ]]; then
            printf %s "$rest"
            return
        fi
    done < <(printf '%s\n' "${matrix_cells[@]}")
    return 1
}

cell_names() { printf '%s\n' "${matrix_cells[@]}" | awk '{ print $1 }'; }

# make_root SUITE [NAME]: a minimal Debian in build/roots/NAME, else in build/roots/SUITE, that gets
# packages as this machine does.
make_root() {
    local root=build/roots/${2-$1} settings
    if [[ ! -e $root/.complete ]]; then
        say "Unpacking Debian $1 into $root."
        rm -rf "$root"
        mkdir -p build/roots
        debootstrap --variant=minbase "$1" "$root" "$debian_mirror" >"$root.log" 2>&1 || {
            tail -n 20 "$root.log" >&2
            die "debootstrap could not unpack $1"
        }
        # Nothing that is installed there may start a service here.
        printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
        chmod +x "$root/usr/sbin/policy-rc.d"
        touch "$root/.complete"
    fi
    for settings in /etc/apt/apt.conf /etc/apt/apt.conf.d/*proxy*; do
        [[ ! -r $settings ]] || cp "$settings" "$root$settings"
    done
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    printf '127.0.0.1 localhost\n::1 localhost ip6-localhost\n' >"$root/etc/hosts"
}

# in_root NAME COMMAND...: runs it there, in this very directory and with this machine's ccache.
# Its mounts and whatever is left running are gone when it ends: it has namespaces of its own.
in_root() {
    local root=$PWD/build/roots/$1 ccache
    ccache=$(ccache --get-config cache_dir)
    shift
    mkdir -p "$root$PWD" "$root$ccache" "$ccache"
    # shellcheck disable=SC2016  # expanded inside
    unshare --mount --pid --fork --kill-child --propagation private bash -c '
        set -e
        root=$1 here=$2 ccache=$3
        shift 3
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount --bind "$here" "$root$here"
        mount --bind "$ccache" "$root$ccache"
        exec chroot "$root" /usr/bin/env CCACHE_DIR="$ccache" CCACHE_COMPILERCHECK=content \
            DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
            bash -c "cd \"\$1\"; shift; exec \"\$@\"" bash "$here" "$@"
        ' bash "$root" "$PWD" "$ccache" "$@"
}

# provide CELL, inside: its compiler, its Boost in the place of another, and what tests talk to.
provide() {
    local compiler boost packages
    read -r _ compiler boost _ <<<"$(cell "$1")"
    packages=(cmake ninja-build ccache openssl ca-certificates libssl-dev zlib1g-dev libzstd-dev
        libcli11-dev libsqlite3-dev sqlite3 pkg-config nginx-light tinyproxy-bin procps
        "libboost$boost-dev" "libboost-json$boost-dev" "libboost-url$boost-dev"
        "libboost-test$boost-dev" "libboost-context$boost-dev" "${compiler/#clang++/clang}" g++)
    apt-get update -q
    apt-get install -q -y --no-install-recommends "${packages[@]}"
}

# build_cell CELL, inside.
build_cell() {
    local compiler standard log=build/matrix/$1.log
    read -r _ compiler _ standard <<<"$(cell "$1")"
    if ! cmake --preset release -B "build/matrix/$1" -DCMAKE_CXX_COMPILER="$compiler" \
        -DCMAKE_CXX_STANDARD="$standard" -DSIGNALWIRE_CONSUME_TESTS=OFF \
        -DSIGNALWIRE_ALL_TESTS=ON >"$log" 2>&1; then
        cat "$log" >&2
        return 1
    fi
    cmake --build "build/matrix/$1" --parallel "$(job_count)" --target all header_check \
        -- -k 0 # all that is wrong with this compiler at once
}

# run_cell STEP CELL: what ./run does when it has been started inside.
run_cell() {
    case $1 in
        provide) provide "$2" ;;
        build) build_cell "$2" ;;
        test)
            rm -rf "build/matrix/$2/results"
            mkdir -p "build/matrix/$2/results"
            ctest --test-dir "build/matrix/$2" --output-on-failure --parallel "$(job_count)" \
                --output-junit results/ctest.xml || true
            ;;
        package) package_cell "$2" ;;
        *) return 2 ;;
    esac
}

# try_cell CELL: the three steps, from outside.
try_cell() {
    local suite log=build/matrix/$1.packages.log
    read -r suite _ <<<"$(cell "$1")"
    make_root "$suite"
    say "Cell $1: installing its packages."
    if ! in_root "$suite" ./run cell provide "$1" >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        return 1
    fi
    say "Cell $1: building."
    in_root "$suite" ./run cell build "$1" || return 1
    say "Cell $1: testing."
    in_root "$suite" ./run cell test "$1" || return 1
    [[ -r build/matrix/$1/results/ctest.xml ]]
}

run_matrix() {
    local name tested=()
    (($# > 0)) || mapfile -t -O 0 names < <(cell_names)
    (($# == 0)) || names=("$@")
    for name in "${names[@]}"; do
        cell "$name" >/dev/null || die "there is no cell '$name', only: $(cell_names | xargs)"
    done
    ((EUID == 0)) || die "the matrix needs root: it unpacks Debians and enters them"
    install_packages debootstrap ccache
    mkdir -p build/matrix
    for name in "${names[@]}"; do
        if try_cell "$name"; then
            tested+=("$name")
        else
            failed=$((failed + 1))
            failures+=("$name: did not build, or its tests did not start")
        fi
    done
    say ""
    for name in "${tested[@]}"; do
        count_tests "matrix/$name"
    done
    print_summary
}
