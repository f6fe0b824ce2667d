# Node and npm on the base. NODE is any image with Node in /usr/local; bootstrap makes one where no registry answers.
ARG BASE=issuewright/sandbox-base
ARG NODE=node:24-trixie-slim
FROM ${NODE} AS node
FROM ${BASE}
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
# Where set-up puts the package manager a repository asks for.
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/home/agent/.local/bin
