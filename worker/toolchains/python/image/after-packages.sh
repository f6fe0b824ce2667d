# Set-up installs with pip beside the distribution's packages.
rm -f /usr/lib/python3*/EXTERNALLY-MANAGED
