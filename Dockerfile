# syntax=docker/dockerfile:1

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The base image brings Node.js, so the copies for machines with an older one go. The other optional
# packages stay: the binaries of the database and of the password hash come that way.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/node-linux-* node_modules/node-win-* node_modules/.bin/node*

FROM node:24-slim
WORKDIR /app
RUN install -d -o node -g node /data \
  && ln -s /app/bin/latchkey.js /usr/local/bin/latchkey
COPY --from=dependencies /app/node_modules node_modules
# What may come in is listed in .dockerignore.
COPY . .

# docker build --build-arg GIT_COMMIT=$(git rev-parse HEAD)
ARG GIT_COMMIT
ENV GIT_COMMIT=$GIT_COMMIT

# Everything that is written goes to /data: the rest of the file system may be read-only.
ENV DATA_DIR=/data HOST=0.0.0.0
VOLUME /data
USER node
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=15s CMD ["latchkey", "healthcheck"]
ENTRYPOINT ["latchkey"]
CMD ["runserver"]
