#!/bin/sh
# Fetches veraPDF, the judge of PDF/UA and PDF/A, for the tests. Called by the Makefile from the top folder.
# Where it cannot be had, its tests skip; a run as CI fails instead.
set -eu
. tools/setup/packages.sh

is_ci() { [ "${CI:-}" = true ]; }
do_without() {
    is_ci && stop "veraPDF is needed in a run as CI: $1"
    echo "Without veraPDF, so its tests skip: $1"
    exit 0
}
has_java() { java -version >/dev/null 2>&1 && command -v mvn >/dev/null; }

if [ -n "${VERAPDF:-}" ] || command -v verapdf >/dev/null; then
    exit 0  # somebody brought one; infobrief_pdf/verapdf.py finds it
fi

if ! has_java && is_ci; then
    apt_install default-jre-headless maven || true
fi
has_java || do_without "it needs Java and Maven (Debian: apt-get install default-jre-headless maven)."

folder=$(pwd -P)/.cache/verapdf
echo "Fetching veraPDF (Maven)"
rm -rf "$folder/new"
mkdir -p "$folder"
if ! mvn --batch-mode --quiet --file tools/verapdf/pom.xml dependency:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$folder/new" >"$folder/log" 2>&1; then
    tail -n 5 "$folder/log" >&2
    do_without "Maven could not fetch it."
fi
rm -rf "$folder/lib"
mv "$folder/new" "$folder/lib"
touch "$folder/.fetched"
