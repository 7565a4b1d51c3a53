# syntax=docker/dockerfile:1

# Both bases are pinned by the digest of their multi-platform index; .github/dependabot.yml proposes newer ones.
FROM node:24.21.0-bookworm-slim@sha256:2fe369e969550cde8e867afc3fe370b260140cab4a23d467074295b42163d553 AS node

FROM node AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The base brings Node.js, so the copies for machines with an older one go, as do the drivers for other systems.
# The other optional packages stay: the binary of the password hash comes that way.
RUN npm ci --omit=dev --ignore-scripts --workspaces=false \
  && rm -rf node_modules/node-linux-* node_modules/node-win-* node_modules/.bin \
    node_modules/*/prebuilds/darwin-* node_modules/*/prebuilds/linuxmusl-* node_modules/*/prebuilds/win32-*

FROM node AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --workspaces=false
# What may come in is listed in .dockerignore.
COPY . .
RUN npm run build
RUN printf '#!/usr/local/bin/node\nimport("/app/bin/latchkey.js")\n' > /usr/local/bin/latchkey \
  && chmod 755 /usr/local/bin/latchkey \
  && install -d -o node -g node /data

# The C library and certificates: no shell, no package manager.
FROM gcr.io/distroless/cc-debian12:nonroot@sha256:9dac0a79194e45a7da0158a9c6da57b217585af0786db3845d1f0ec1a0dd182f
WORKDIR /app
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=build /usr/local/bin/latchkey /usr/local/bin/latchkey
COPY --from=build --chown=1000:1000 /data /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/build build
COPY bin bin
COPY docs docs
COPY LICENSE llms.txt openapi.json package.json ./

# docker build --build-arg GIT_COMMIT=$(git rev-parse HEAD)
ARG GIT_COMMIT
ENV GIT_COMMIT=$GIT_COMMIT
LABEL org.opencontainers.image.title="Latchkey" \
  org.opencontainers.image.description="Self-hosted authentication server" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.source="https://github.com/latchkey-auth/latchkey" \
  org.opencontainers.image.version="1.1.0" \
  org.opencontainers.image.revision="$GIT_COMMIT"

# Everything that is written goes to /data: the rest of the file system may be read-only.
ENV DATA_DIR=/data HOST=0.0.0.0
VOLUME /data
USER 1000:1000
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=15s CMD ["latchkey", "healthcheck"]
ENTRYPOINT ["latchkey"]
CMD ["runserver"]
