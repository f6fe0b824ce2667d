# A toolchain from distribution packages on the base: what bootstrap uses where no image registry answers.
# The base has no manual pages; packages with alternatives want at least their folder.
ARG BASE
FROM ${BASE}
ARG PACKAGES
RUN mkdir -p /usr/share/man/man1 && apt-get update \
    && apt-get install -y --no-install-recommends ${PACKAGES} \
    && rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED
ENV GOTOOLCHAIN=local
