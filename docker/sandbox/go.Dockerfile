# Go on the base. GOTOOLCHAIN=local: a go.mod never makes the sandbox fetch another Go.
ARG BASE=issuewright/sandbox-base
ARG GO=golang:1-trixie
FROM ${GO} AS go
FROM ${BASE}
COPY --from=go /usr/local/go /usr/local/go
ENV PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin GOTOOLCHAIN=local
