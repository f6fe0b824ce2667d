# The sandbox images: built from public base images, or from distribution packages where no image registry answers.

DISTRIBUTION=trixie
IMAGES="base node python rust go java c"

image_reference() {
  local files=("$SANDBOX_DIR"/base.*)
  [ "$1" = base ] || files+=("$SANDBOX_DIR/$1".*)
  printf 'issuewright/sandbox-%s:%s' "$1" "$(content_key "${files[@]}")"
}

image_exists() { docker image inspect "$(image_reference "$1")" >/dev/null 2>&1; }

# ensure_image <name>: makes it when it is missing.
ensure_image() {
  [[ " $IMAGES " == *" $1 "* ]] || fail "There is no sandbox image called $1; there are: $IMAGES."
  if image_exists "$1"; then return; fi
  [ "$1" = base ] || ensure_image base
  local how=packages started=$SECONDS
  if registry_answers; then how=registry; fi
  say "making the sandbox image $1 from $how (a minute or less)"
  if [ $how = registry ]; then
    build "$1" "$SANDBOX_DIR/$1.Dockerfile"
  elif [ "$1" = base ]; then
    base_from_packages
  elif [ "$1" = node ]; then
    node_parts
    build node "$SANDBOX_DIR/node.Dockerfile" --build-arg NODE=issuewright/node-parts
  else
    build "$1" "$SANDBOX_DIR/packages.Dockerfile" --build-arg PACKAGES="$(paste -sd' ' "$SANDBOX_DIR/$1.packages")"
  fi
  say "made $(image_reference "$1") in $((SECONDS - started)) s"
}

registry_answers() {
  if [ -z "${registry:-}" ]; then
    registry=no
    if timeout 60 docker pull --quiet debian:$DISTRIBUTION-slim >/dev/null 2>&1; then registry=yes; fi
  fi
  [ "$registry" = yes ]
}

# build <name> <Dockerfile> [argument]...
build() {
  local name=$1 file=$2 log=$DATA_DIR/image-$1.log && shift 2
  docker build --network host --tag "$(image_reference "$name")" --file "$file" \
    --build-arg BASE="$(image_reference base)" "$@" "$SANDBOX_DIR" >"$log" 2>&1 ||
    fail "Could not build the sandbox image $name: $(tail -n 1 "$log") (all of it: $log)"
}

base_from_packages() {
  has mmdebstrap || install_packages "to make the base image without a registry" mmdebstrap debian-archive-keyring
  local log=$DATA_DIR/image-base.log
  local options=(--variant=minbase --aptopt='APT::Install-Recommends "false"')
  for folder in doc man locale info; do options+=(--dpkgopt="path-exclude=/usr/share/$folder/*"); done
  mmdebstrap "${options[@]}" --include="$(paste -sd, "$SANDBOX_DIR/base.packages")" \
    "$DISTRIBUTION" - 2>"$log" |
    docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
      - "$(image_reference base)" >/dev/null ||
    fail "Could not make the base image from packages: $(tail -n 1 "$log") (all of it: $log)"
}

# An image that looks like the public Node image to node.Dockerfile: our own Node, and npm from its registry.
node_parts() {
  local parts
  parts=$(mktemp -d "$DATA_DIR/node-parts.XXXXXX")
  mkdir -p "$parts/root/usr/local/bin" "$parts/root/usr/local/lib/node_modules/npm"
  cp "$(node -p process.execPath)" "$parts/root/usr/local/bin/node"
  (cd "$parts" && npm pack --silent "npm@$(cat "$SANDBOX_DIR/node.npm")" >/dev/null) ||
    fail "Could not fetch npm from its registry: check the network, then run this again."
  tar -xzf "$parts"/npm-*.tgz -C "$parts/root/usr/local/lib/node_modules/npm" --strip-components=1
  chmod -R go+rX "$parts/root"
  tar -c --owner=0 --group=0 -C "$parts/root" . | docker import - issuewright/node-parts >/dev/null
  rm -rf "$parts"
}
