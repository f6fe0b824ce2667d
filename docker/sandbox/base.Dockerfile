# What every sandbox has: git, ripgrep and a C compiler. The extractor, which makes patches, runs on this image as well.
ARG DEBIAN=debian:trixie-slim
FROM ${DEBIAN}
COPY base.packages /tmp/
RUN apt-get update \
    && xargs -a /tmp/base.packages apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/base.packages
