#!/bin/sh
# Installs the pinned real clients into tests/clients/installed/, which git ignores.
# A set whose manifests have not changed since it was installed is left alone.
# Any failure ends the script with a status other than 0.
set -eu
cd "$(dirname "$0")"
mkdir -p installed

# current SET MANIFEST...: whether SET was installed from exactly these manifests.
current() {
    set_name=$1
    shift
    [ -f "installed/$set_name/.complete" ] && cat "$@" | cmp -s - "installed/$set_name/.complete"
}

# complete SET MANIFEST...: remembers what SET was installed from.
complete() {
    set_name=$1
    shift
    cat "$@" >"installed/$set_name/.complete"
}

for name in node node8; do
    current "$name" "$name/package.json" "$name/package-lock.json" && continue
    echo "installing $name" >&2
    rm -rf "installed/$name"
    mkdir "installed/$name"
    cp "$name/package.json" "$name/package-lock.json" "$name/.npmrc" "installed/$name/"
    (cd "installed/$name" && npm ci --loglevel=error >&2)
    complete "$name" "$name/package.json" "$name/package-lock.json"
done

if ! current python python/requirements.txt; then
    echo "installing python" >&2
    rm -rf installed/python
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
        --no-deps --target installed/python --requirement python/requirements.txt >&2
    complete python python/requirements.txt
fi
