# Dateline in a container: small, not root, nothing to write but the volume at /data.
#
#   docker build -t dateline .
#   docker run -d --name dateline --read-only --tmpfs /tmp -v dateline:/data -e TELEGRAM_BOT_TOKEN=... -e DATELINE_ADMINS=... dateline

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/dateline \
 && /opt/dateline/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY digests ./digests
COPY seeds ./seeds
COPY loopback ./loopback
RUN /opt/dateline/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps . \
 && /opt/dateline/bin/python -m compileall -q /opt/dateline/lib

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 dateline \
 && useradd --uid 10001 --gid dateline --no-create-home --home-dir /data --shell /usr/sbin/nologin dateline \
 && install -d -o dateline -g dateline -m 0750 /data
COPY --from=build /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATELINE_DATABASE=/data/dateline.sqlite \
    DATELINE_LISTEN=0.0.0.0:8080 \
    DATELINE_LOG_FORMAT=json
USER dateline
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
CMD ["python", "-m", "bot"]
