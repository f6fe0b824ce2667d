# Python, pip and venv on the base.
ARG BASE=issuewright/sandbox-base
ARG PYTHON=python:3.13-slim-trixie
FROM ${PYTHON} AS python
FROM ${BASE}
COPY --from=python /usr/local /usr/local
RUN apt-get update \
    && apt-get install -y --no-install-recommends libbz2-1.0 libffi8 liblzma5 libncursesw6 libreadline8t64 libsqlite3-0 libssl3t64 zlib1g \
    && rm -rf /var/lib/apt/lists/*
# Where set-up puts programs.
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/home/agent/.local/bin
