#!/usr/bin/env bash
# asio_configuration.sh COMPILER PREFIX DIRECTORY: a program whose configuration of Asio differs
# from that of the library does not link, and the message names the option.
set -euo pipefail
compiler=$1 prefix=$2 directory=$3
library=$(find "$prefix" -name 'libsignalwire-asio.a')
include=$prefix/include
rm -rf "$directory"
mkdir -p "$directory"
printf '%s\n' '#include <signalwire/detail/asio_configuration.hpp>' 'int main() {}' \
    >"$directory/main.cpp"
printf '%s\n' '#include <boost/version.hpp>' '#undef BOOST_VERSION' '#define BOOST_VERSION 999900' \
    >"$directory/other_boost.hpp"

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# build OPTION...: what the compiler and the linker say.
build() {
    "$compiler" -std=c++20 "$@" "-I$include" "$directory/main.cpp" "$library" \
        -o "$directory/program" 2>&1
}

message=$(build) || die "The configuration of the library does not link: $message"

# rejects NAME OPTION...
rejects() {
    local name=$1 message
    shift
    ! message=$(build "$@") || die "A program with $* links."
    [[ $message == *"library_has_other::$name<"* ]] || die "With $* the linker says: $message"
}

rejects boost_asio_disable_threads -DBOOST_ASIO_DISABLE_THREADS
rejects boost_asio_disable_epoll -DBOOST_ASIO_DISABLE_EPOLL
rejects boost_asio_disable_eventfd -DBOOST_ASIO_DISABLE_EVENTFD
rejects boost_asio_has_io_uring -DBOOST_ASIO_HAS_IO_URING
rejects boost_asio_enable_handler_tracking -DBOOST_ASIO_ENABLE_HANDLER_TRACKING
rejects boost_asio_no_deprecated -DBOOST_ASIO_NO_DEPRECATED
rejects boost_asio_recycling_allocator_cache_size -DBOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=8
rejects fno_rtti -fno-rtti
rejects boost_version -include "$directory/other_boost.hpp"

# What makes operations has the check.
for header in signalwire/{rest_client,async_generator,compat/calls_resource,sandbox/server}.hpp; do
    printf '#include <%s>\n' "$header" >"$directory/header.cpp"
    "$compiler" -std=c++20 "-I$include" -MM "$directory/header.cpp" >"$directory/headers"
    grep -q detail/asio_configuration.hpp "$directory/headers" || die "$header has no check."
done
printf 'Every difference is rejected.\n'
