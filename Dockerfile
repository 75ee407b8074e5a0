# docker build -t spillway .
# The steps are `npm run image`, which the tests run as well: on a read-only tree, as another user.
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm run image -- /image

FROM node:24-bookworm-slim
COPY --from=build /image /spillway
# All that is written: SQLite's file, the record's checkpoints and the key that signs them.
RUN install -d -o 10001 -g 10001 -m 0700 /data
VOLUME /data
WORKDIR /spillway
USER 10001:10001
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=file:/data/spillway.db \
  CHECKPOINTS_DIR=/data/checkpoints CHECKPOINT_KEY_FILE=/data/checkpoint.key
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/serve.mjs"]
