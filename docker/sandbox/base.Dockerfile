# What every sandbox has: git, ripgrep, a C compiler, Python for native modules, and tools that people take for granted.
# The extractor, which makes patches, runs on this image as well.
ARG DEBIAN=debian:trixie-slim
FROM ${DEBIAN}
COPY base.packages base.after-packages.sh /tmp/
RUN apt-get update \
    && xargs -a /tmp/base.packages apt-get install -y --no-install-recommends \
    && sh -e /tmp/base.after-packages.sh \
    && rm -rf /var/lib/apt/lists/* /tmp/base.packages /tmp/base.after-packages.sh
