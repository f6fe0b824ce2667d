# Runs a program in the foreground of a script: SIGTERM and Ctrl-C reach it, and the script gets its exit status.

run_child() {
  local child status=0
  "$@" <&0 8>&- &
  child=$!
  trap 'kill -TERM $child 2>/dev/null || true' INT TERM
  while kill -0 $child 2>/dev/null; do
    status=0
    wait $child || status=$?
  done
  trap - INT TERM
  return $status
}
