# Runs in the image after its packages. People's machines have this locale, and many tests ask for it by name.
localedef -i en_US -f UTF-8 en_US.UTF-8
# The root is read-only in a sandbox, and only /tmp can be written.
rm -rf /var/tmp
ln -s /tmp /var/tmp
