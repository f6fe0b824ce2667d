#!/usr/bin/env bash
# Prepares the data directory and the engine for the containers of compose.yml, as root in a container of the application's image.
# Usage: docker/prepare.sh [<sandbox image>...]; the images are those of `script/bootstrap image`.
set -euo pipefail
cd "$(dirname "$0")/.."
source script/paths.sh

# The engine sees the host's files and not this container's, so it reads the tool server from the data directory.
tool=$DATA_DIR/tool/$(content_key "$SANDBOX_DIR"/tool/*)
mkdir -p "$tool"
install --mode=755 docker/tool "$tool/tool.new"
mv "$tool/tool.new" "$tool/tool"

docker version --format '{{.Server.Version}}' >/dev/null ||
  fail "No Docker engine answers at its socket: see \"The engine\" in docs/operations.md."
script/bootstrap image ${*:-$(paste -sd' ' "$SANDBOX_DIR/at-bootstrap")}

chown issuewright:issuewright "$DATA_DIR" "$DATA_DIR/tool"
chmod 700 "$DATA_DIR"
