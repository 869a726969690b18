#!/bin/sh
# Makes .venv with a Python that is new enough. Called by the Makefile from the top folder.
set -eu
. tools/setup/packages.sh

here=$(pwd -P)
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

if [ "$(cat .venv/.place 2>/dev/null || echo "$here")" = "$here" ] && is_new_enough .venv/bin/python; then
    echo "$here" >.venv/.place  # sound, or made by hand
    exit 0
fi

python=
for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
    if is_new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || stop \
    "Python 3.11 or newer is needed; found: $(python3 --version 2>&1 || true)." \
    "Install it (Debian 12, Ubuntu 24.04 or newer: apt-get install python3 python3-venv; Fedora: dnf install python3;" \
    "Arch: pacman -S python; macOS: brew install python), or name one: make PYTHON=/path/to/python3.12"

package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
has_venv "$python" || apt_install "$package" || true
has_venv "$python" || stop \
    "$python cannot make virtual environments: its modules venv and ensurepip are missing." \
    "Debian and Ubuntu keep them in a package of their own: apt-get install $package"

echo "Making .venv with $("$python" --version)"
"$python" -m venv --clear .venv
echo "$here" >.venv/.place
