# Rust on the base. CARGO_HOME stays in the home folder, so that what set-up fetches becomes part of the layer.
ARG BASE=issuewright/sandbox-base
ARG RUST=rust:1-slim-trixie
FROM ${RUST} AS rust
FROM ${BASE}
COPY --from=rust /usr/local/rustup /usr/local/rustup
COPY --from=rust /usr/local/cargo/bin /usr/local/bin
ENV RUSTUP_HOME=/usr/local/rustup
