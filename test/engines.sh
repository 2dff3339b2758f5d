# shellcheck shell=bash
# `./run engines`: the commands of doc/many-machines.md, each in a folder of its own, and the tests
# of test/report_page.sh; read by ./run.

install_engines() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        return 0
    fi
    (install_packages parallel python3-yaml) || say "GNU parallel or Kubernetes will be skipped."
    ((EUID != 0)) || (install_packages slurm-wlm munge) || say "Slurm will be skipped."
    (install_packages chromium fonts-dejavu-core python3) || say "The browser will be skipped."
}

# engine_test NAME FUNCTION: one test; a status of 77 says that it is skipped.
engine_test() {
    local status=0 folder=$engines/$1
    mkdir "$folder"
    # Not a condition: set -e would be off inside.
    set +e
    (cd "$folder" || exit 1; set -e; "$2") >"$folder/log" 2>&1
    status=$?
    set -e
    case $status in
        0) passed=$((passed + 1)) && say "ok      $1" ;;
        77) skipped=$((skipped + 1)) && say "SKIPPED $1: $(tail -n 1 "$folder/log")" ;;
        *)
            failed=$((failed + 1)) failures+=("engines: $1")
            say "FAILED  $1"
            cat "$folder/log"
            ;;
    esac
}

skip_test() {
    say "$*"
    exit 77
}

list_range() {
    signalwire-calls list --start-time-after 2025-01-01 --start-time-before 2025-07-01 \
        --format ndjson --quiet "$@"
}

# check_parts: the parts of this folder, put together, are what one process lists.
check_parts() {
    # shellcheck source=/dev/null
    . "$engines/bash_2.bash"
    cmp calls.ndjson "$engines/whole.ndjson"
    [[ -z $(compgen -G 'part-*.cursor') ]]
}

with_parallel() {
    command -v parallel >/dev/null || skip_test "there is no GNU parallel"
    # shellcheck source=/dev/null
    . "$engines/bash_1.bash"
    check_parts
}

# A part that has failed goes on, a part that has ended is listed again, and no other is touched.
after_failure() {
    local part status=0
    for part in {1..8}; do
        list_range --shard "$part/8" --output "part-$part.ndjson" --cursor "part-$part.cursor"
    done
    list_range --shard 3/8 --limit 40 --page-size 20 --output part-3.ndjson --cursor part-3.cursor
    [[ -s part-3.cursor && $(wc -l <part-3.ndjson) == 40 ]]
    list_range --shard 4/8 --output other.ndjson --cursor part-3.cursor || status=$?
    ((status != 0))
    list_range --shard 3/8 --output part-3.ndjson --cursor part-3.cursor
    list_range --shard 5/8 --output part-5.ndjson --cursor part-5.cursor
    check_parts
}

# The manifest, as far as the API demands it; then its command, once for each index.
with_kubernetes() {
    python3 -c 'import yaml' 2>/dev/null || skip_test "there is no PyYAML"
    python3 - "$engines/yaml_1.yaml" >command.sh <<'END'
import re, sys, yaml
job = yaml.safe_load(open(sys.argv[1]))
assert (job["apiVersion"], job["kind"]) == ("batch/v1", "Job")
assert re.fullmatch("[a-z0-9]([-a-z0-9]*[a-z0-9])?", job["metadata"]["name"])
spec = job["spec"]
assert set(spec) <= {"completionMode", "completions", "parallelism", "backoffLimit", "template"}
assert spec["completionMode"] == "Indexed" and spec["completions"] == 8
pod = spec["template"]["spec"]
assert pod["restartPolicy"] in ("Never", "OnFailure")
[container] = pod["containers"]
assert container["image"] and container["name"]
assert {v["name"] for v in pod["volumes"]} == {m["name"] for m in container["volumeMounts"]}
assert container["command"][:2] == ["sh", "-c"]
print(container["command"][2])
END
    local index
    for index in {0..7}; do
        JOB_COMPLETION_INDEX=$index sh command.sh
    done
    check_parts
}

write_slurm_configuration() {
    local host=$1
    mkdir slurm slurm/state slurm/spool
    (umask 077 && head -c 1024 /dev/urandom >slurm/key)
    cat >slurm/slurm.conf <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${SIGNALWIRE_SLURM_PORT:-16817}
SlurmdPort=$((${SIGNALWIRE_SLURM_PORT:-16817} + 1))
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm_socket/munge
CredType=cred/munge
StateSaveLocation=$PWD/slurm/state
SlurmdSpoolDir=$PWD/slurm/spool
SlurmctldPidFile=$PWD/slurm/slurmctld.pid
SlurmdPidFile=$PWD/slurm/slurmd.pid
SlurmctldLogFile=$PWD/slurm/slurmctld.log
SlurmdLogFile=$PWD/slurm/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=8 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
END
}

stop_slurm() {
    kill "${slurm_daemons[@]}" 2>/dev/null || true
    wait "${slurm_daemons[@]}" 2>/dev/null || true
    rm -rf "$slurm_socket"
}

# start_slurm: a cluster of this machine alone, which lives as long as this subshell.
start_slurm() {
    local host left=150
    host=$(hostname -s)
    slurm_socket=$(mktemp -d)
    slurm_daemons=()
    trap stop_slurm EXIT
    chmod 755 "$slurm_socket"
    write_slurm_configuration "$host"
    export SLURM_CONF=$PWD/slurm/slurm.conf
    munged --force --foreground --key-file="$PWD/slurm/key" --socket="$slurm_socket/munge" \
        --pid-file="$slurm_socket/pid" --seed-file="$slurm_socket/seed" \
        --log-file="$slurm_socket/log" >slurm/munged.out 2>&1 &
    slurm_daemons+=($!)
    slurmctld -D >slurm/slurmctld.out 2>&1 &
    slurm_daemons+=($!)
    slurmd -D -N "$host" >slurm/slurmd.out 2>&1 &
    slurm_daemons+=($!)
    until sinfo -h -o %T 2>/dev/null | grep -q idle; do
        ((left-- > 0)) || { tail slurm/*.out slurm/*.log && return 1; }
        read -r -t 0.2 <> <(:) || true
    done
}

with_slurm() {
    local program
    ((EUID == 0)) || skip_test "Slurm's daemons need root"
    for program in sbatch slurmctld slurmd munged; do
        command -v "$program" >/dev/null || skip_test "there is no $program"
    done
    start_slurm
    cp "$engines/sbatch_1.sbatch" export.sbatch
    timeout 120 bash -euo pipefail "$engines/sh_1.sh"
    cat part-*.log
    check_parts
    # One part again; and without the number of parts that is refused.
    rm part-3.ndjson
    timeout 120 sbatch --wait --array=3 export.sbatch
    check_parts
    sed 's,auto/8,auto,' export.sbatch >whole.sbatch
    if timeout 120 sbatch --wait --array=1,3 whole.sbatch; then
        return 1
    fi
    grep 'the Slurm array is not 1-N or 0-N' part-1.log part-3.log
    timeout 120 sbatch --wait --array=0-7 whole.sbatch
    rm part-8.ndjson # which is number 7 here
    check_parts
}

# test_engines: adds to the totals; the sandbox and the programs are those of preset release.
test_engines() {
    local engines=$PWD/build/engines
    build_preset release signalwire-calls || die "the program does not build"
    rm -rf "$engines"
    mkdir -p "$engines"
    awk -v dir="$engines" -v expected="bash=2 sbatch=1 sh=1 yaml=1" \
        -f test/snippets/extract.awk doc/many-machines.md
    start_sandbox 20000
    PATH=$PWD/build/release/bin:$PATH
    list_range >"$engines/whole.ndjson"
    [[ -s $engines/whole.ndjson ]] || die "the range of the guide has no calls"
    say "The guide to many machines, with $(wc -l <"$engines/whole.ndjson") calls."
    engine_test parallel with_parallel
    engine_test failure after_failure
    engine_test kubernetes with_kubernetes
    engine_test slurm with_slurm
    test_report_pages
}

run_engines() {
    install_build_packages
    install_engines
    test_engines
    print_summary
}
