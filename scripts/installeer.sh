#!/usr/bin/env bash
# Installs what is missing for one goal and does nothing when all is there:
#   installeer.sh bouw   the tool that compiles the translations
#   installeer.sh kaart  also QGIS, the scientific Python packages and a font
#   installeer.sh test   also build/venv with the pinned test tools, servers to fetch data from and, where it can be
#                        had, a browser to open the report in
#   installeer.sh matrix the test tools, debootstrap for the roots of other QGIS versions, and build/oudste and
#                        build/nieuwste with other versions of the scientific packages
#   installeer.sh lint   build/lint with the pinned static checks
set -euo pipefail
cd "$(dirname "$0")/.."
goal=${1:?doel: bouw, kaart, test, matrix of lint}

say() { printf '%s\n' "$*" >&2; }
finds() { # finds PYTHON MODULE...: can this Python import these modules?
    "$1" -c 'import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in sys.argv[1:]))' \
        "${@:2}" 2>/dev/null
}
# The first python3 on PATH is not always the one that QGIS was built for.
qgis_python() {
    local candidate
    for candidate in /usr/bin/python3 python3; do
        if finds "$candidate" qgis.core; then command -v "$candidate"; return; fi
    done
    return 1
}
has_lrelease() {
    command -v lrelease lrelease-qt5 lrelease-qt6 >/dev/null || [ -x /usr/lib/qt5/bin/lrelease ] ||
        [ -x /usr/lib/qt6/bin/lrelease ]
}

# The Debian packages that are missing, one a line.
missing() {
    local python module
    case $goal in lint | matrix) ;; *) has_lrelease || echo qttools5-dev-tools ;; esac
    if [ "$goal" = matrix ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        command -v debootstrap >/dev/null || echo debootstrap
    fi
    case $goal in kaart | test)
        command -v qgis_process.bin qgis_process >/dev/null || echo qgis
        python=$(qgis_python) || { python=/usr/bin/python3; echo python3-qgis; }
        for module in numpy scipy pandas networkx; do
            finds "$python" "$module" || echo "python3-$module"
        done
        # Drawn as wide as Arial on Windows: the same text fits in the same place on every machine.
        ls /usr/share/fonts/*/liberation*/LiberationSans-Regular.* >/dev/null 2>&1 || echo fonts-liberation ;;
    esac
    if [ "$goal" = test ]; then # real servers and files to fetch from, and a Dutch locale
        for package in qgis-server-bin qgis-server-wfs qgis-server-wfs3 osmium-tool locales; do
            dpkg -s "$package" >/dev/null 2>&1 || echo "$package"
        done
    fi
    case $goal in test | matrix | lint)
        finds "$(qgis_python || echo /usr/bin/python3)" venv ensurepip || echo python3-venv ;;
    esac
}

apt_get() {
    local root=""
    [ "$(id -u)" = 0 ] || root=sudo
    $root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" </dev/null >/dev/null
}
has_browser() {
    command -v chromedriver >/dev/null && command -v chromium chromium-browser google-chrome >/dev/null
}

packages=$(missing)
if [ -n "$packages" ]; then
    say "Ontbreekt nog:" $packages
    if ! command -v apt-get >/dev/null; then
        say "Dit systeem heeft geen apt-get. Installeer deze onderdelen zelf en probeer het opnieuw."
        exit 1
    fi
    say "Installeren met apt-get; dat kan enkele minuten duren."
    apt_get update || [ "$goal" = matrix ]
    # shellcheck disable=SC2086 (a list of names)
    apt_get -y --no-install-recommends install $packages || [ "$goal" = matrix ]
    packages=$(missing)
    [ "$goal" != matrix ] || packages="" # the matrix says itself what it leaves out
    if [ -n "$packages" ]; then
        say "Ook na de installatie ontbreekt nog:" $packages
        exit 1
    fi
fi

# The report is tested in a browser. Where Chromium is no plain package or cannot be had, those tests are skipped.
browser() {
    has_browser && return
    command -v apt-get >/dev/null || return
    compgen -G "/var/lib/apt/lists/*Packages*" >/dev/null || apt_get update || return
    apt-cache show chromium chromium-driver >/dev/null 2>&1 || return
    say "Installeren met apt-get: chromium, voor de tests van het rapport."
    apt_get -y --no-install-recommends install chromium chromium-driver && has_browser
}
[ "$goal" != test ] || browser || say "Chromium ontbreekt: de tests van het rapport in een browser worden overgeslagen."

# venv FOLDER REQUIREMENTS [OPTION...]: made again when the requirements, its options or its place change.
venv() {
    local folder=$1 requirements=$2 stamp
    shift 2
    stamp="$PWD $* $(cat "$requirements" $(sed -n 's|^-r |requirements/|p' "$requirements"))"
    [ "$(cat "$folder/gereed" 2>/dev/null)" = "$stamp" ] && "$folder/bin/python" -c '' 2>/dev/null && return
    say "Maken: $folder"
    rm -rf "$folder"
    "$(qgis_python || echo /usr/bin/python3)" -m venv "$@" "$folder" || return
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" || return
    printf '%s\n' "$stamp" >"$folder/gereed"
}
case $goal in
    test)
        venv build/venv requirements/test.txt --system-site-packages
        venv build/pygeoapi requirements/pygeoapi.txt || say "pygeoapi ontbreekt: zijn tests worden overgeslagen." ;;
    matrix)
        venv build/venv requirements/test.txt --system-site-packages || true
        for name in oudste nieuwste; do
            case " ${VERSIES:-$name} " in *[\ ,]"$name"[\ ,]*)
                venv "build/$name" "requirements/$name.txt" || say "build/$name is niet te maken: overgeslagen." ;;
            esac
        done ;;
    lint) venv build/lint requirements/lint.txt ;;
esac
