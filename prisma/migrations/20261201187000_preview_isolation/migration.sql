-- Existing applications keep what their previews have today: the network of the environment, and the application's limits.
ALTER TABLE "applications"
  ADD COLUMN "preview_network" TEXT NOT NULL DEFAULT 'environment',
  ADD COLUMN "preview_limits_memory" TEXT,
  ADD COLUMN "preview_limits_cpus" TEXT,
  ADD CONSTRAINT "applications_preview_network_check" CHECK ("preview_network" IN ('own', 'environment'));
ALTER TABLE "applications" ALTER COLUMN "preview_network" SET DEFAULT 'own';
