# Paths and small functions for the scripts that source this file.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
DATA_DIR=${ISSUEWRIGHT_DATA_DIR:-$ROOT/.data}
SANDBOX_DIR=$ROOT/docker/sandbox
export PATH="$ROOT/node_modules/.bin:$PATH"

say() { printf '[bootstrap] %s\n' "$*"; }

fail() {
  printf '[bootstrap] %s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The first twelve digits of a hash over the given files, so that a product of other content has another name.
content_key() { printf "%s\n" "$@" | LC_ALL=C sort | xargs -d "\n" cat | sha256sum | cut -c1-12; }
