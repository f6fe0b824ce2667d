# A JDK and Maven on the base.
ARG BASE=issuewright/sandbox-base
ARG MAVEN=maven:3-eclipse-temurin-21
FROM ${MAVEN} AS maven
FROM ${BASE}
COPY --from=maven /opt/java/openjdk /opt/java/openjdk
COPY --from=maven /usr/share/maven /usr/share/maven
RUN ln -s /usr/share/maven/bin/mvn /usr/local/bin/mvn
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
