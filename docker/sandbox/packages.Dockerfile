# A toolchain from distribution packages on the base: what bootstrap uses where no image registry answers.
ARG BASE
FROM ${BASE}
ARG PACKAGES
RUN apt-get update \
    && apt-get install -y --no-install-recommends ${PACKAGES} \
    && rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED
ENV GOTOOLCHAIN=local
