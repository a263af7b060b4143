#!/usr/bin/env bash
# Makes the peers' environments when their requirements changed, and runs the benchmark.
set -euo pipefail
cd "$(dirname "$0")/.."
venv() { # FOLDER REQUIREMENTS [OPTION...]
    local folder=$1 requirements=$2 stamp
    shift 2
    stamp="$PWD $* $(cat "$requirements")"
    [ "$(cat "$folder/gereed" 2>/dev/null)" = "$stamp" ] && return
    rm -rf "$folder"
    /usr/bin/python3 -m venv "$@" "$folder"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
    printf '%s\n' "$stamp" >"$folder/gereed"
}
venv build/bench benchmarks/requirements.txt --system-site-packages
venv build/bench-cityseer benchmarks/requirements-cityseer.txt
# One thread for everyone but pandana; a processor setting meant for older OpenBLAS builds would slow newer ones.
exec env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS=1 QT_QPA_PLATFORM=offscreen \
    build/bench/bin/python benchmarks/bench.py "$@"
