# Build: the Node that Debian has is enough to fetch the one that package-lock.json names, which everything then runs on.
FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libatomic1 nodejs npm
WORKDIR /otklik
COPY . .
RUN node scripts/prepare.mjs start
# What the dashboard is made of and the bundler that made it stay behind; so do the headers and manuals of Node.
RUN mv "$(readlink -f node_modules/.bin/node)" /usr/local/bin/node \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace=@otklik/api \
  && rm -rf node_modules/vite node_modules/rolldown node_modules/@rolldown node_modules/lightningcss*

FROM debian:trixie-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends libatomic1 \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt/* \
  && useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin otklik \
  && install -d -o otklik -g otklik /data /backups
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /otklik /otklik
WORKDIR /otklik
ENV NODE_ENV=production DATA_DIR=/data BACKUP_DIR=/backups
USER otklik
EXPOSE 3000
VOLUME ["/data", "/backups"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "scripts/healthy.mjs"]
CMD ["node", "--max-semi-space-size=32", "apps/api/src/node.ts"]
