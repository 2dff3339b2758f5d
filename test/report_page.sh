# shellcheck shell=bash
# `./run engines`: what a browser shows of `signalwire-calls report`; read by ./run.

# show_page FILE: opens it where no network is; its document goes to FILE.dom, and what it wanted
# from a network to FILE.requests.
show_page() {
    timeout 120 chromium --headless=new --no-sandbox --disable-gpu --user-data-dir="$PWD/profile" \
        --no-first-run --disable-background-networking --disable-component-update --disable-sync \
        --disable-extensions --host-resolver-rules="MAP * ~NOTFOUND" \
        --proxy-server=http://127.0.0.1:1 --log-net-log="$PWD/$1.log" --window-size=1000,1400 \
        --dump-dom "file://$PWD/$1" >"$1.dom" 2>"$1.errors" || { cat "$1.errors" && return 1; }
    python3 "$report_page.py" requests "$1.log" >"$1.requests"
}

# check_report KEY FORMAT
check_report() {
    signalwire-calls report ../report_copy/calls.db --by "$1" --format "$2" --output "$1.$2"
    # The report is kept whole: HTML may go on behind its end, XML only within.
    if [[ $2 == svg ]]; then
        sed '$d' "$1.svg" >measured.svg
        tail -n 1 "$1.svg" | grep -qx '</svg>'
        printf '<script><![CDATA[%s]]></script></svg>' "$(<"$report_page.js")" >>measured.svg
    else
        printf '%s<script>%s</script>' "$(<"$1.html")" "$(<"$report_page.js")" >measured.html
    fi
    show_page "measured.$2"
    [[ ! -s measured.$2.requests ]] || { cat "measured.$2.requests" && return 1; }
    python3 "$report_page.py" page "measured.$2.dom" "$1.csv" "$1"
}

# The name of the test ends with what the report is by.
report_page() {
    local key=${PWD##*_}
    command -v chromium >/dev/null || skip_test "there is no chromium"
    signalwire-calls report ../report_copy/calls.db --by "$key" --format csv --output "$key.csv"
    check_report "$key" html
    check_report "$key" svg
}

# Every call is in every report, once.
report_copy() {
    local key
    signalwire-calls sync calls.db --quiet
    signalwire-calls list --format ndjson --quiet >calls.ndjson
    for key in day number status; do
        signalwire-calls report calls.db --by "$key" --format ndjson |
            grep -o '"calls":[0-9]*' | awk -F : '{ n += $2 } END { print n }' >sum
        [[ $(<sum) == "$(wc -l <calls.ndjson)" ]]
    done
}

# That the tests above would notice a request, and a text over a bar.
report_control() {
    command -v chromium >/dev/null || skip_test "there is no chromium"
    signalwire-calls report ../report_copy/calls.db --by status --format csv --output status.csv
    signalwire-calls report ../report_copy/calls.db --by status --format html |
        sed '0,/class="v" x="[0-9]*"/s//class="v" x="0"/' >page.html
    printf '<script>%s</script><img src="http://pictures.invalid/1.png">' "$(<"$report_page.js")" \
        >>page.html
    show_page page.html
    [[ $(<page.html.requests) == http://pictures.invalid/1.png ]]
    if python3 "$report_page.py" page page.html.dom status.csv status 2>refusal; then
        return 1
    fi
    grep 'one covers the other' refusal
}

test_report_pages() {
    local key report_page=$PWD/test/report_page
    say "Reports in a browser."
    # So few that no name of a caller is beyond the bars that are drawn.
    stop_sandbox
    start_sandbox 2000
    engine_test report_copy report_copy
    for key in day number status; do
        engine_test "report_$key" report_page
    done
    engine_test report_control report_control
}
