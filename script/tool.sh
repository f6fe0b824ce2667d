# The tool server: one static binary, compiled in the base image and kept under a key of its sources.

ensure_tool() {
  local key folder
  key=$(content_key "$SANDBOX_DIR"/tool/*)
  folder=$DATA_DIR/tool/$key
  if [ -x "$folder/tool" ]; then return; fi
  say "compiling the tool server"
  mkdir -p "$folder"
  docker run --rm --network none -v "$SANDBOX_DIR/tool:/source:ro" -v "$folder:/out" "$(image_reference base)" \
    sh -c 'gcc -std=gnu17 -O2 -static -Wall -Wextra -Werror -o /out/tool.new /source/*.c && mv /out/tool.new /out/tool' ||
    fail "Could not compile the tool server: see the compiler's words above."
}
