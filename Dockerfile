# tpaudit in a container: docker build -t tpaudit . && docker run --rm -v "$PWD:/work" tpaudit score audits/roastery.yaml
FROM python:3.12-slim AS build
WORKDIR /source
COPY . .
RUN python -m pip wheel --quiet --no-cache-dir --wheel-dir /wheels .

FROM python:3.12-slim
# git holds what `check`, `compare` and `history` compare with.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 tpaudit
RUN --mount=from=build,source=/wheels,target=/wheels \
    python -m pip install --quiet --no-cache-dir --no-index --find-links /wheels tpaudit
# The folder belongs to whoever mounts it: git would refuse to look at another user's repository.
RUN git config --system --add safe.directory '*'
USER tpaudit
WORKDIR /work
ENTRYPOINT ["tpaudit"]
CMD ["--help"]
