# The one image of server, page, worker and Redis, for compose.yml. Build it at the top of the repository: script/release does.
# DEBIAN: any image of Debian 13 with apt. NODE: any image with Node in /usr/local. A release names both by their digests.
ARG DEBIAN=debian:trixie-slim
ARG NODE=node:24.21.0-trixie-slim
FROM ${NODE} AS node

# git reads repositories; the docker command makes the images of sandboxes; Redis is what the queue stands on.
FROM ${DEBIAN} AS system
RUN apt-get update \
    && apt-get install -y --no-install-recommends bash ca-certificates docker-cli git redis-server tini \
    && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -sf ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
COPY docker/certificates /usr/local/share/ca-certificates/
RUN update-ca-certificates
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt

FROM system AS built
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
COPY docker/sandbox/tool /source
RUN gcc -std=gnu17 -O2 -static -Wall -Wextra -Werror -o /tool /source/*.c
WORKDIR /app
ARG NPM_CONFIG_REGISTRY=https://registry.npmjs.org/
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund --ignore-scripts

FROM system
ARG VERSION=unversioned
LABEL org.opencontainers.image.title=issuewright \
      org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.licenses=MIT
RUN useradd --uid 10001 --user-group --home-dir /home/issuewright --create-home issuewright \
    && install --directory --owner=issuewright --group=issuewright --mode=700 /data
WORKDIR /app
COPY --from=built /tool /app/docker/tool
COPY --from=built /app/node_modules ./node_modules
COPY package.json package-lock.json LICENSE app.yml ./
COPY docker ./docker
COPY script ./script
COPY containment ./containment
COPY src ./src
COPY worker ./worker
COPY bin ./bin
ENV NODE_ENV=production
USER issuewright
ENTRYPOINT ["tini", "--", "node", "/app/bin/issuewright.ts"]
CMD ["start"]
