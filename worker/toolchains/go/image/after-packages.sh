# A go.mod never makes the sandbox fetch another Go.
sed -i 's/^GOTOOLCHAIN=.*/GOTOOLCHAIN=local/' "$(go env GOROOT)/go.env"
