# Makes an image that looks like the public Node image to image/Dockerfile, from our own Node and npm from its registry.
# Usage: without-registry.sh <data directory>. Prints the build arguments that name it.
set -euo pipefail
data=$1 folder=$(dirname "${BASH_SOURCE[0]}")/image
parts=$(mktemp -d "$data/node-parts.XXXXXX")
trap 'rm -rf "$parts"' EXIT
mkdir -p "$parts/root/usr/local/bin" "$parts/root/usr/local/lib/node_modules/npm"
cp "$(node -p process.execPath)" "$parts/root/usr/local/bin/node"
npm=npm@$(cat "$folder/npm")
(cd "$parts" && npm pack --silent "$npm" >/dev/null) || {
  echo "Could not fetch $npm from its registry: check the network, then run this again." >&2
  exit 1
}
tar -xzf "$parts"/npm-*.tgz -C "$parts/root/usr/local/lib/node_modules/npm" --strip-components=1
chmod -R go+rX "$parts/root"
tar -c --owner=0 --group=0 -C "$parts/root" . | docker import - issuewright/node-parts >/dev/null
echo "--build-arg NODE=issuewright/node-parts"
