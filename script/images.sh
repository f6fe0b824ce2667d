# The sandbox images: built from public images, or from distribution packages if no image registry answers.
# `base` is made from docker/sandbox, where base.after-packages.sh runs in the image as well. Each language adds its own image,
# in worker/toolchains/<name>/image, on top of base:
#   Dockerfile          copies from a public image
#   packages            the distribution's packages with the same programs, for hosts without an image registry
#   after-packages.sh   optional; runs in the image after these packages
# An optional worker/toolchains/<name>/without-registry.sh prints build arguments with which the Dockerfile works without a
# registry. Then the packages are not used.

DISTRIBUTION=trixie
TOOLCHAINS_DIR=$ROOT/worker/toolchains

# Prints one name on each line.
image_names() {
  local folder
  echo base
  for folder in "$TOOLCHAINS_DIR"/*/image; do basename "$(dirname "$folder")"; done
}

image_reference() {
  local files=("$SANDBOX_DIR"/base.*)
  [ "$1" = base ] || files+=("$TOOLCHAINS_DIR/$1"/image/*)
  printf 'issuewright/sandbox-%s:%s' "$1" "$(content_key "${files[@]}")"
}

image_exists() { docker image inspect "$(image_reference "$1")" >/dev/null 2>&1; }

# ensure_image <name>: makes the image if it is missing.
ensure_image() {
  [ "$1" = base ] || [ -d "$TOOLCHAINS_DIR/$1/image" ] || fail "There is no sandbox image called $1; there are: $(image_names | paste -sd' ')."
  if image_exists "$1"; then return; fi
  [ "$1" = base ] || ensure_image base
  local how=packages started=$SECONDS
  if registry_answers; then how=registry; fi
  say "making the sandbox image $1 from $how (a minute or less)"
  if [ "$1" = base ]; then base_image $how; else language_image "$1" $how; fi
  say "made $(image_reference "$1") in $((SECONDS - started)) s"
}

base_image() {
  if [ "$1" = registry ]; then build base "$SANDBOX_DIR" "$SANDBOX_DIR/base.Dockerfile"; else base_from_packages; fi
}

# language_image <name> <registry|packages>
language_image() {
  local folder=$TOOLCHAINS_DIR/$1/image instead=$TOOLCHAINS_DIR/$1/without-registry.sh arguments
  if [ "$2" = registry ]; then
    build "$1" "$folder" "$folder/Dockerfile"
  elif [ -e "$instead" ]; then
    arguments=$(bash "$instead" "$DATA_DIR") || fail "Could not make what the sandbox image $1 copies from: see above."
    build "$1" "$folder" "$folder/Dockerfile" $arguments
  else
    build "$1" "$folder" "$SANDBOX_DIR/packages.Dockerfile"
  fi
}

registry_answers() {
  if [ -z "${registry:-}" ]; then
    registry=no
    if timeout 60 docker pull --quiet debian:$DISTRIBUTION-slim >/dev/null 2>&1; then registry=yes; fi
  fi
  [ "$registry" = yes ]
}

# build <name> <folder> <Dockerfile> [argument]...
build() {
  local name=$1 folder=$2 file=$3 log=$DATA_DIR/image-$1.log && shift 3
  docker build --network host --tag "$(image_reference "$name")" --file "$file" \
    --build-arg BASE="$(image_reference base)" "$@" "$folder" >"$log" 2>&1 ||
    fail "Could not build the sandbox image $name: $(tail -n 1 "$log") (all of it: $log)"
}

base_from_packages() {
  has mmdebstrap || install_packages "to make the base image without a registry" mmdebstrap debian-archive-keyring
  local log=$DATA_DIR/image-base.log
  local options=(--variant=minbase --aptopt='APT::Install-Recommends "false"')
  for folder in doc man locale info; do options+=(--dpkgopt="path-exclude=/usr/share/$folder/*"); done
  mmdebstrap "${options[@]}" --include="$(paste -sd, "$SANDBOX_DIR/base.packages")" \
    --customize-hook="chroot \"\$1\" sh -es <'$SANDBOX_DIR/base.after-packages.sh'" \
    "$DISTRIBUTION" - 2>"$log" |
    docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
      - "$(image_reference base)" >/dev/null ||
    fail "Could not make the base image from packages: $(tail -n 1 "$log") (all of it: $log)"
}
