# Distribution packages: root on Debian or Ubuntu installs them; otherwise one sentence names them.

# install_packages <what for> <package>...
install_packages() {
  local purpose=$1 && shift
  if [ "$(id -u)" != 0 ] || ! has apt-get; then
    fail "Install $* ($purpose), then run this again; as root on Debian or Ubuntu it is done for you."
  fi
  say "installing $* ($purpose)"
  update_package_lists
  without_starting_services env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >"$DATA_DIR/apt.log" 2>&1 ||
    fail "Could not install $*: apt-get failed, see $DATA_DIR/apt.log."
}

update_package_lists() {
  [ -n "${package_lists_updated:-}" ] && return
  # A third-party source that does not answer is no reason to stop. A package that is missing afterwards is.
  apt-get update -qq >"$DATA_DIR/apt.log" 2>&1 || true
  package_lists_updated=yes
}

# Packages start their services during installation, unless a policy file forbids it.
without_starting_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [ -e $policy ]; then
    "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' >$policy
  chmod +x $policy
  trap "rm -f $policy" EXIT
  "$@" || status=$?
  rm -f $policy
  trap - EXIT
  return $status
}
