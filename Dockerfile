# Two stages: one that builds, and one that holds only what runs.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
RUN python -m venv /opt/nachschub && python -m venv /opt/tools

# What we stand on comes first: these layers stay while only our own code changes.
COPY requirements.txt requirements-dev.txt ./
RUN /opt/nachschub/bin/pip install --require-hashes -r requirements.txt
# Free text by its meaning, too: --build-arg EMBEDDINGS=yes; docs/understanding.md says what it costs.
ARG EMBEDDINGS=no
COPY requirements-embeddings.txt ./
RUN [ "$EMBEDDINGS" = no ] || /opt/nachschub/bin/pip install --require-hashes -r requirements-embeddings.txt
# The build tool, in the version and with the hash that developers use.
RUN sed -n '/^setuptools==/,/^    # via/p' requirements-dev.txt > requirements-build.txt \
    && /opt/tools/bin/pip install --require-hashes -r requirements-build.txt

COPY . .
RUN /opt/tools/bin/pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/nachschub/bin/pip install --no-index --no-deps /wheels/*.whl \
    && /opt/nachschub/bin/pip check

FROM python:3.11-slim
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin nachschub \
    && install --directory --owner nachschub --group nachschub --mode 700 /data
COPY --from=build /opt/nachschub /opt/nachschub
ENV PATH=/opt/nachschub/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NACHSCHUB_DATABASE_URL=sqlite:////data/nachschub.db \
    NACHSCHUB_HOST=0.0.0.0 \
    NACHSCHUB_LOG_FORMAT=json
# By number, so that a cluster can see that it is not root.
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
# For processes with the api role; switch it off for the others, they listen nowhere.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ.get('NACHSCHUB_PORT', '8000') + '/health/ready', timeout=4)"]
ENTRYPOINT ["nachschub"]
CMD ["serve"]
