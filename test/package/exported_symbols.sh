#!/usr/bin/env bash
# exported_symbols.sh LIBRARY: whether it exports functions of the public interface and no others.
set -euo pipefail
symbols=$(nm -D --defined-only "$1" | c++filt)

# Functions are T, or W when inline. Asio's categories of errors are meant to be there.
strangers=$(awk '$2 == "T" || $2 == "W" || $2 == "i"' <<<"$symbols" | cut -d ' ' -f 3- |
    grep -vE '(^| )signalwire::' |
    grep -vE '^boost::asio::(ssl::)?error::(detail::)?[a-z_]+category' || true)
internals=$(cut -d ' ' -f 3- <<<"$symbols" |
    grep -E '^[a-z :]*signalwire::(net|http|json|client|paging|tool|sandbox::detail)::' || true)
if [[ -n $strangers$internals ]]; then
    printf 'exported, but not of the public interface:\n%s\n%s\n' "$strangers" "$internals" |
        cut -c 1-200 >&2
    exit 1
fi
wanted='rest_client::rest_client|sandbox::server::server'
if ! grep -qE " T signalwire::($wanted)\(" <<<"$symbols"; then
    printf 'not exported: rest_client, server\n' >&2
    exit 1
fi
