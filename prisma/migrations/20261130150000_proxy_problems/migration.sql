-- What runs in place of the proxy that the settings ask for, and why.
ALTER TABLE "servers"
  ADD COLUMN "running_proxy" "ProxyKind" NOT NULL DEFAULT 'none',
  ADD COLUMN "proxy_problem" TEXT,
  ADD COLUMN "proxy_problem_at" TIMESTAMPTZ(6),
  ADD COLUMN "proxy_changing_until" TIMESTAMPTZ(6);

-- Until the next look at a server: what its settings asked for when it was seen running.
UPDATE "servers" SET "running_proxy" = "proxy_kind" WHERE "proxy_status" = 'running';
