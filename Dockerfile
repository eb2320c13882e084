# Gantry in one image: `docker build -t gantry .`; compose.yaml runs it with PostgreSQL.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts ./scripts
# In a layer of its own: the packages change less often than the sources.
RUN node -e "import('./scripts/packages.mjs').then(({ ensureNpm }) => ensureNpm())"
COPY . .
RUN node scripts/prepare.mjs && npm prune --omit=dev --no-progress && rm -rf .cache .next/cache

FROM node:22-bookworm-slim
# git reads catalogues of templates.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json /app/next.config.ts /app/prisma.config.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/public ./public
COPY --from=build /app/.next ./.next
COPY --from=build /app/dist ./dist
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/gantry \
 && printf '#!/bin/sh\nexec node /app/dist/cli.js "$@"\n' > /usr/local/bin/gantry && chmod 0755 /usr/local/bin/gantry
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 GANTRY_DATA_DIR=/var/lib/gantry
USER node
VOLUME /var/lib/gantry
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# One process, and Node is it: SIGTERM ends it in order.
CMD ["node", "dist/main.js"]
