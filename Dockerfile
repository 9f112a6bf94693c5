# The program alone, run by nobody in particular: docker run --rm -v "$PWD:/workspace:ro" flowdown check
FROM node:24-slim AS build
WORKDIR /flowdown
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund && npm pack --pack-destination /package

FROM node:24-slim
# A base to compare with is read from git, in folders that belong to whoever has mounted them.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends git \
  && rm -rf /var/lib/apt/lists/* \
  && git config --system --add safe.directory '*'
COPY --from=build /package /package
RUN npm install --global --no-audit --no-fund --cache /package/cache /package/*.tgz && rm -rf /package
USER node
WORKDIR /workspace
ENTRYPOINT ["flowdown"]
CMD ["--help"]
