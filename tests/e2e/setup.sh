#!/usr/bin/env bash
# What the Playground and the browser test need besides Python: Node, and with the argument `browser` Chromium too.
# Installs only what is missing; a second run changes nothing.
set -euo pipefail
cd "$(dirname "$0")"

installed() { command -v "$1" >/dev/null 2>&1; }

install() {
    local as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        installed sudo || { echo "Install $* first, as root: apt-get install $*" >&2; exit 1; }
        as_root="sudo"
    fi
    installed apt-get || { echo "Install $* first: this machine has no apt-get to do it with." >&2; exit 1; }
    echo "Installing $* …"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

installed node || install nodejs
installed npm || install npm
if [ "${1:-}" = browser ]; then
    installed chromium || install chromium fonts-liberation
fi

# `npm ci` leaves its lock file's copy behind; when that is at least as new as ours, the packages are ours.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    npm ci --ignore-scripts --no-progress --loglevel=error
    touch node_modules/.package-lock.json
fi
