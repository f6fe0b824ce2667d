# A toolchain from distribution packages on the base: what bootstrap uses where no image registry answers.
# The base has no manual pages; packages with alternatives want at least their folder.
ARG BASE
FROM ${BASE}
ARG PACKAGES
RUN mkdir -p /usr/share/man/man1 && apt-get update \
    && apt-get install -y --no-install-recommends ${PACKAGES} \
    && rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED
COPY java.maven-settings.xml /tmp/
RUN if [ -d /etc/maven ]; then cp /tmp/java.maven-settings.xml /etc/maven/settings.xml; fi; rm /tmp/java.maven-settings.xml
# What set-up installs at home is on PATH.
ENV GOTOOLCHAIN=local PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/home/agent/.local/bin
