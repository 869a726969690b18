#!/bin/sh
# Sees to it that WeasyPrint finds Pango. Called by the Makefile from the top folder, once .venv is there.
set -eu
. tools/setup/packages.sh

missing=$(.venv/bin/python tools/setup/libraries.py) && exit 0
apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 ||
    { [ "$(uname)" = Darwin ] && command -v brew >/dev/null && brew install pango; } || true
missing=$(.venv/bin/python tools/setup/libraries.py) && exit 0

stop "WeasyPrint sets the pages with Pango, and these libraries are missing: $missing" \
    "Install them, then call make again:" \
    "  Debian, Ubuntu  apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" \
    "  Fedora          dnf install pango" \
    "  Arch            pacman -S pango" \
    "  macOS           brew install pango; a Python that is not Homebrew's also needs" \
    '                  export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"' \
    "  Windows         MSYS2: pacman -S mingw-w64-x86_64-pango"
