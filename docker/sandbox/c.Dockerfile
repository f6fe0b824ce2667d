# CMake, Meson and the autotools on the base, which has the compilers.
ARG BASE=issuewright/sandbox-base
FROM ${BASE}
COPY c.packages /tmp/
RUN apt-get update \
    && xargs -a /tmp/c.packages apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/c.packages
