#!/usr/bin/env bash
# count_lines.sh: a resource costs fewer than 100 lines, without blank ones, but with those in files
# that are there already: lists.hpp, api.hpp, rest_client.cpp and src/CMakeLists.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
lines=$(($(cat parcels_resource.hpp parcels.cpp | grep -cv '^\s*$') + 4))
printf '%d lines\n' "$lines"
((lines < 100))
