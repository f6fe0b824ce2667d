# Maven from distribution packages also looks among them for what it builds with.
cp /tmp/image/maven-settings.xml /etc/maven/settings.xml
