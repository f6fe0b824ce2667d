# A language's image from distribution packages on the base: what bootstrap uses where no image registry answers.
# The base has no manual pages; packages with alternatives want at least their folder.
ARG BASE
FROM ${BASE}
COPY . /tmp/image/
RUN mkdir -p /usr/share/man/man1 && apt-get update \
    && xargs -a /tmp/image/packages apt-get install -y --no-install-recommends \
    && if [ -e /tmp/image/after-packages.sh ]; then sh -e /tmp/image/after-packages.sh; fi \
    && rm -rf /var/lib/apt/lists/* /tmp/image
# What set-up installs at home is on PATH.
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/home/agent/.local/bin
