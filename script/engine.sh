# The Docker engine: uses the one that answers, or starts one. Only the script that started an engine stops it.

engine_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# ensure_engine <temporary|lasting>
ensure_engine() {
  if has docker && engine_answers; then return; fi
  has docker && has dockerd || install_packages "the Docker engine" docker.io
  has docker || install_packages "the docker command" docker-cli
  [ "$(id -u)" = 0 ] || fail "No Docker engine answers: start it (as root: systemctl start docker), or add $(id -un) to the group docker."
  mount_cgroups
  say "starting the Docker engine (log: $DATA_DIR/dockerd.log)"
  nohup setsid dockerd >"$DATA_DIR/dockerd.log" 2>&1 8>&- 9>&- </dev/null &
  local pid=$! tries=0
  until engine_answers; do
    kill -0 $pid 2>/dev/null || fail "The Docker engine did not start: $(tail -n 1 "$DATA_DIR/dockerd.log")"
    tries=$((tries + 1))
    [ $tries -lt 300 ] || fail "The Docker engine did not answer within a minute: see $DATA_DIR/dockerd.log."
    sleep 0.2
  done
  if [ "$1" = temporary ]; then echo $pid >"$DATA_DIR/engine.pid"; fi
}

# Without systemd, the control groups may not be mounted yet.
mount_cgroups() {
  if mountpoint -q /sys/fs/cgroup; then return; fi
  has cgroupfs-mount || install_packages "control groups for the Docker engine" cgroupfs-mount
  cgroupfs-mount
}

# Every demo, bench and test run holds the engine, so that one that ends does not stop it for another.
hold_engine() {
  mkdir -p -m 700 "$DATA_DIR"
  exec 8>"$DATA_DIR/engine.lock"
  flock -s 8
}

release_engine() {
  local file=$DATA_DIR/engine.pid
  if [ ! -e "$file" ] || ! flock -n -x 8; then return; fi
  printf 'Stopping the Docker engine that was started for this run.\n'
  kill "$(cat "$file")" 2>/dev/null || true
  while kill -0 "$(cat "$file")" 2>/dev/null; do sleep 0.1; done
  rm -f "$file"
}
