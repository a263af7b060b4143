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
# pgRouting is left out, with the reason, where it cannot be installed.
if [ "$(id -u)" = 0 ] && ! ls /usr/share/postgresql/*/extension/pgrouting.control >/dev/null 2>&1; then
    apt-get install --quiet --quiet --yes --no-install-recommends postgresql postgresql-15-pgrouting >/dev/null ||
        echo "pgRouting could not be installed"
fi
# osmium makes the extracts that the plugin reads.
if [ "$(id -u)" = 0 ] && ! command -v osmium >/dev/null; then
    apt-get install --quiet --quiet --yes --no-install-recommends osmium-tool >/dev/null
fi
# One thread for everyone but pandana; a processor setting meant for older OpenBLAS builds would slow newer ones.
exec env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS=1 QT_QPA_PLATFORM=offscreen \
    build/bench/bin/python benchmarks/bench.py "$@"
