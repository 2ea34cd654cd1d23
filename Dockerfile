# docker build -t snapclone .
# docker run --read-only --tmpfs /tmp -v snapclone-data:/opt/snapclone/data \
#   -v ./clouds.yaml:/etc/openstack/clouds.yaml:ro -v ./conf/snapclone.conf:/opt/snapclone/conf/snapclone.conf:ro \
#   -e DISCORD_TOKEN -e DISCORD_GUILDS snapclone

FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -ntp -Dmaven.test.skip package

FROM eclipse-temurin:17-jre
# A fixed id, so that the rights on the volume can be set from outside.
RUN groupadd --system --gid 10001 snapclone \
    && useradd --system --uid 10001 --gid snapclone --home-dir /opt/snapclone --shell /usr/sbin/nologin snapclone \
    && mkdir -p /opt/snapclone/data /opt/snapclone/conf \
    && chown snapclone:snapclone /opt/snapclone/data
WORKDIR /opt/snapclone
COPY --from=build /src/target/lib lib
COPY --from=build /src/target/snapclone.jar ./
COPY conf/logback.xml conf/logback.xml
USER 10001:10001
# The H2 database stands here. Everything else may be read-only.
VOLUME /opt/snapclone/data
ENV SNAPCLONE_LOG=json
# The image has no curl; bash speaks TCP. Give another address in SNAPCLONE_OPS_ADDRESS, not in the file: this reads it too.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s \
    CMD ["bash", "-c", "at=${SNAPCLONE_OPS_ADDRESS:-:9090}; exec 3<>/dev/tcp/127.0.0.1/${at##*:} && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
# Java is process 1 and gets SIGTERM itself: jobs are parked and the exit code is 0.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-jar", "snapclone.jar"]
CMD ["run"]
