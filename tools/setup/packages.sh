# Sourced by the scripts beside it: installs system packages where nobody has to be asked for a password.

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

# apt_install PACKAGE...: fails without apt-get, or where the user would have to become root.
apt_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
    echo "Installing $* (apt-get)"
    as_root apt-get -qq update || true  # an unreachable source need not hold these packages
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" >/dev/null
}

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}
