-- AlterTable
ALTER TABLE "applications" ADD COLUMN     "docker_compose_custom_build_command" TEXT,
ADD COLUMN     "docker_compose_custom_start_command" TEXT,
ADD COLUMN     "docker_compose_domains" JSONB,
ADD COLUMN     "docker_compose_location" TEXT NOT NULL DEFAULT '/docker-compose.yaml',
ADD COLUMN     "is_preserve_repository_enabled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_raw_compose_deployment_enabled" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "deployments" ADD COLUMN     "failure" JSONB,
ADD COLUMN     "image_tag" TEXT,
ADD COLUMN     "job_offsets" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "log_sequence" INTEGER NOT NULL DEFAULT 0;

