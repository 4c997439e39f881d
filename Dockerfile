FROM node:24-bookworm-slim AS build
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --include=optional
COPY . .
RUN node node_modules/next/dist/bin/next build

FROM node:24-bookworm-slim
WORKDIR /app
# In a pod the port must be reachable from outside it. No address is opened beyond the pod's own: a Service or a tunnel decides who reaches it.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 COCKPIT_ADDRESS=0.0.0.0 COCKPIT_PORT=3100
COPY --from=build /src/.next/standalone ./
COPY --from=build /src/.next/static ./.next/static
COPY --from=build /src/bin ./bin
# Nothing is written, so the root file system may be read-only. The number lets a cluster check that it is not root.
USER 65532:65532
EXPOSE 3100
# The same words as `npm start`.
ENTRYPOINT ["node", "--max-semi-space-size=16", "bin/rollout-cockpit.mjs"]
