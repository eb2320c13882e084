-- What every kind of workload has moves to a table of its own, whose key `applications` shares; a deployment becomes an
-- operation with a commit, an image and a snapshot. Tables are renamed where most of their columns stay, so that every
-- row keeps its id and every foreign key its meaning.

CREATE TYPE "WorkloadKind" AS ENUM ('application', 'database', 'stack');
CREATE TYPE "Cause" AS ENUM ('console', 'api', 'webhook', 'schedule', 'system');
ALTER TYPE "DeploymentStatus" RENAME TO "OperationStatus";

-- Workloads
ALTER TABLE "applications" RENAME TO "workloads";
ALTER SEQUENCE "applications_id_seq" RENAME TO "workloads_id_seq";
ALTER TABLE "workloads" RENAME CONSTRAINT "applications_pkey" TO "workloads_pkey";
ALTER TABLE "workloads" RENAME CONSTRAINT "applications_organization_id_fkey" TO "workloads_organization_id_fkey";
ALTER TABLE "workloads" RENAME CONSTRAINT "applications_environment_id_fkey" TO "workloads_environment_id_fkey";
ALTER TABLE "workloads" RENAME CONSTRAINT "applications_destination_id_fkey" TO "workloads_destination_id_fkey";
ALTER INDEX "applications_uuid_key" RENAME TO "workloads_uuid_key";
ALTER INDEX "applications_organization_id_id_idx" RENAME TO "workloads_organization_id_id_idx";
ALTER INDEX "applications_environment_id_idx" RENAME TO "workloads_environment_id_idx";
ALTER INDEX "applications_destination_id_idx" RENAME TO "workloads_destination_id_idx";
ALTER TABLE "workloads" ADD COLUMN "kind" "WorkloadKind";
UPDATE "workloads" SET "kind" = 'application';
ALTER TABLE "workloads" ALTER COLUMN "kind" SET NOT NULL;

CREATE TABLE "applications" (
    "id" INTEGER NOT NULL,
    "private_key_id" INTEGER,
    "source_kind" "SourceKind" NOT NULL,
    "build_pack" "BuildPack" NOT NULL,
    "git_repository" TEXT,
    "git_branch" TEXT,
    "git_commit_sha" TEXT NOT NULL DEFAULT 'HEAD',
    "dockerfile" TEXT,
    "docker_registry_image_name" TEXT,
    "docker_registry_image_tag" TEXT,
    "fqdn" TEXT,
    "noindex_domains" TEXT,
    "redirect" TEXT NOT NULL DEFAULT 'both',
    "preview_url_template" TEXT NOT NULL DEFAULT '{{pr_id}}.{{domain}}',
    "watch_paths" TEXT,
    "static_image" TEXT NOT NULL DEFAULT 'nginx:alpine',
    "install_command" TEXT,
    "build_command" TEXT,
    "start_command" TEXT,
    "base_directory" TEXT NOT NULL DEFAULT '/',
    "publish_directory" TEXT,
    "dockerfile_location" TEXT NOT NULL DEFAULT '/Dockerfile',
    "docker_compose_location" TEXT NOT NULL DEFAULT '/docker-compose.yaml',
    "docker_compose_custom_start_command" TEXT,
    "docker_compose_custom_build_command" TEXT,
    "docker_compose_domains" JSONB,
    "is_raw_compose_deployment_enabled" BOOLEAN NOT NULL DEFAULT false,
    "is_preserve_repository_enabled" BOOLEAN NOT NULL DEFAULT false,
    "dockerfile_target_build" TEXT,
    "custom_nginx_configuration" TEXT,
    "use_build_server" BOOLEAN NOT NULL DEFAULT false,
    "use_build_secrets" BOOLEAN NOT NULL DEFAULT false,
    "disable_build_cache" BOOLEAN NOT NULL DEFAULT false,
    "inject_build_args_to_dockerfile" BOOLEAN NOT NULL DEFAULT true,
    "include_source_commit_in_build" BOOLEAN NOT NULL DEFAULT false,
    "is_static" BOOLEAN NOT NULL DEFAULT false,
    "is_spa" BOOLEAN NOT NULL DEFAULT false,
    "ports_exposes" TEXT,
    "ports_mappings" TEXT,
    "custom_network_aliases" TEXT,
    "custom_docker_run_options" TEXT,
    "custom_labels" TEXT,
    "is_container_label_escape_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_gzip_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_stripprefix_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_force_https_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_consistent_container_name_enabled" BOOLEAN NOT NULL DEFAULT false,
    "custom_internal_name" TEXT,
    "connect_to_docker_network" BOOLEAN NOT NULL DEFAULT false,
    "health_check_enabled" BOOLEAN NOT NULL DEFAULT false,
    "health_check_type" TEXT NOT NULL DEFAULT 'http',
    "health_check_command" TEXT,
    "health_check_path" TEXT NOT NULL DEFAULT '/',
    "health_check_port" TEXT,
    "health_check_host" TEXT NOT NULL DEFAULT 'localhost',
    "health_check_method" TEXT NOT NULL DEFAULT 'GET',
    "health_check_return_code" INTEGER NOT NULL DEFAULT 200,
    "health_check_scheme" TEXT NOT NULL DEFAULT 'http',
    "health_check_response_text" TEXT,
    "health_check_interval" INTEGER NOT NULL DEFAULT 5,
    "health_check_timeout" INTEGER NOT NULL DEFAULT 5,
    "health_check_retries" INTEGER NOT NULL DEFAULT 10,
    "health_check_start_period" INTEGER NOT NULL DEFAULT 5,
    "is_auto_deploy_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_preview_deployments_enabled" BOOLEAN NOT NULL DEFAULT false,
    "is_pr_deployments_public_enabled" BOOLEAN NOT NULL DEFAULT false,
    "is_git_submodules_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_git_lfs_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_git_shallow_clone_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_env_sorting_enabled" BOOLEAN NOT NULL DEFAULT false,
    "docker_images_to_keep" INTEGER NOT NULL DEFAULT 2,
    "pre_deployment_command" TEXT,
    "pre_deployment_command_container" TEXT,
    "post_deployment_command" TEXT,
    "post_deployment_command_container" TEXT,
    "manual_webhook_secret_github" BYTEA,
    "manual_webhook_secret_gitlab" BYTEA,
    "manual_webhook_secret_bitbucket" BYTEA,
    "manual_webhook_secret_gitea" BYTEA,
    "is_http_basic_auth_enabled" BOOLEAN NOT NULL DEFAULT false,
    "http_basic_auth_username" TEXT,
    "http_basic_auth_password" BYTEA,
    "is_log_drain_enabled" BOOLEAN NOT NULL DEFAULT false,
    "is_gpu_enabled" BOOLEAN NOT NULL DEFAULT false,
    "gpu_driver" TEXT,
    "gpu_count" TEXT,
    "gpu_device_ids" TEXT,
    "gpu_options" TEXT,

    CONSTRAINT "applications_pkey" PRIMARY KEY ("id")
);
INSERT INTO "applications" ("id", "private_key_id", "source_kind", "build_pack", "git_repository", "git_branch", "git_commit_sha", "dockerfile", "docker_registry_image_name", "docker_registry_image_tag", "fqdn", "noindex_domains", "redirect", "preview_url_template", "watch_paths", "static_image", "install_command", "build_command", "start_command", "base_directory", "publish_directory", "dockerfile_location", "docker_compose_location", "docker_compose_custom_start_command", "docker_compose_custom_build_command", "docker_compose_domains", "is_raw_compose_deployment_enabled", "is_preserve_repository_enabled", "dockerfile_target_build", "custom_nginx_configuration", "use_build_server", "use_build_secrets", "disable_build_cache", "inject_build_args_to_dockerfile", "include_source_commit_in_build", "is_static", "is_spa", "ports_exposes", "ports_mappings", "custom_network_aliases", "custom_docker_run_options", "custom_labels", "is_container_label_escape_enabled", "is_gzip_enabled", "is_stripprefix_enabled", "is_force_https_enabled", "is_consistent_container_name_enabled", "custom_internal_name", "connect_to_docker_network", "health_check_enabled", "health_check_type", "health_check_command", "health_check_path", "health_check_port", "health_check_host", "health_check_method", "health_check_return_code", "health_check_scheme", "health_check_response_text", "health_check_interval", "health_check_timeout", "health_check_retries", "health_check_start_period", "is_auto_deploy_enabled", "is_preview_deployments_enabled", "is_pr_deployments_public_enabled", "is_git_submodules_enabled", "is_git_lfs_enabled", "is_git_shallow_clone_enabled", "is_env_sorting_enabled", "docker_images_to_keep", "pre_deployment_command", "pre_deployment_command_container", "post_deployment_command", "post_deployment_command_container", "manual_webhook_secret_github", "manual_webhook_secret_gitlab", "manual_webhook_secret_bitbucket", "manual_webhook_secret_gitea", "is_http_basic_auth_enabled", "http_basic_auth_username", "http_basic_auth_password", "is_log_drain_enabled", "is_gpu_enabled", "gpu_driver", "gpu_count", "gpu_device_ids", "gpu_options")
SELECT "id", "private_key_id", "source_kind", "build_pack", "git_repository", "git_branch", "git_commit_sha", "dockerfile", "docker_registry_image_name", "docker_registry_image_tag", "fqdn", "noindex_domains", "redirect", "preview_url_template", "watch_paths", "static_image", "install_command", "build_command", "start_command", "base_directory", "publish_directory", "dockerfile_location", "docker_compose_location", "docker_compose_custom_start_command", "docker_compose_custom_build_command", "docker_compose_domains", "is_raw_compose_deployment_enabled", "is_preserve_repository_enabled", "dockerfile_target_build", "custom_nginx_configuration", "use_build_server", "use_build_secrets", "disable_build_cache", "inject_build_args_to_dockerfile", "include_source_commit_in_build", "is_static", "is_spa", "ports_exposes", "ports_mappings", "custom_network_aliases", "custom_docker_run_options", "custom_labels", "is_container_label_escape_enabled", "is_gzip_enabled", "is_stripprefix_enabled", "is_force_https_enabled", "is_consistent_container_name_enabled", "custom_internal_name", "connect_to_docker_network", "health_check_enabled", "health_check_type", "health_check_command", "health_check_path", "health_check_port", "health_check_host", "health_check_method", "health_check_return_code", "health_check_scheme", "health_check_response_text", "health_check_interval", "health_check_timeout", "health_check_retries", "health_check_start_period", "is_auto_deploy_enabled", "is_preview_deployments_enabled", "is_pr_deployments_public_enabled", "is_git_submodules_enabled", "is_git_lfs_enabled", "is_git_shallow_clone_enabled", "is_env_sorting_enabled", "docker_images_to_keep", "pre_deployment_command", "pre_deployment_command_container", "post_deployment_command", "post_deployment_command_container", "manual_webhook_secret_github", "manual_webhook_secret_gitlab", "manual_webhook_secret_bitbucket", "manual_webhook_secret_gitea", "is_http_basic_auth_enabled", "http_basic_auth_username", "http_basic_auth_password", "is_log_drain_enabled", "is_gpu_enabled", "gpu_driver", "gpu_count", "gpu_device_ids", "gpu_options" FROM "workloads";
ALTER TABLE "workloads"
  DROP COLUMN "private_key_id",
  DROP COLUMN "source_kind",
  DROP COLUMN "build_pack",
  DROP COLUMN "git_repository",
  DROP COLUMN "git_branch",
  DROP COLUMN "git_commit_sha",
  DROP COLUMN "dockerfile",
  DROP COLUMN "docker_registry_image_name",
  DROP COLUMN "docker_registry_image_tag",
  DROP COLUMN "fqdn",
  DROP COLUMN "noindex_domains",
  DROP COLUMN "redirect",
  DROP COLUMN "preview_url_template",
  DROP COLUMN "watch_paths",
  DROP COLUMN "static_image",
  DROP COLUMN "install_command",
  DROP COLUMN "build_command",
  DROP COLUMN "start_command",
  DROP COLUMN "base_directory",
  DROP COLUMN "publish_directory",
  DROP COLUMN "dockerfile_location",
  DROP COLUMN "docker_compose_location",
  DROP COLUMN "docker_compose_custom_start_command",
  DROP COLUMN "docker_compose_custom_build_command",
  DROP COLUMN "docker_compose_domains",
  DROP COLUMN "is_raw_compose_deployment_enabled",
  DROP COLUMN "is_preserve_repository_enabled",
  DROP COLUMN "dockerfile_target_build",
  DROP COLUMN "custom_nginx_configuration",
  DROP COLUMN "use_build_server",
  DROP COLUMN "use_build_secrets",
  DROP COLUMN "disable_build_cache",
  DROP COLUMN "inject_build_args_to_dockerfile",
  DROP COLUMN "include_source_commit_in_build",
  DROP COLUMN "is_static",
  DROP COLUMN "is_spa",
  DROP COLUMN "ports_exposes",
  DROP COLUMN "ports_mappings",
  DROP COLUMN "custom_network_aliases",
  DROP COLUMN "custom_docker_run_options",
  DROP COLUMN "custom_labels",
  DROP COLUMN "is_container_label_escape_enabled",
  DROP COLUMN "is_gzip_enabled",
  DROP COLUMN "is_stripprefix_enabled",
  DROP COLUMN "is_force_https_enabled",
  DROP COLUMN "is_consistent_container_name_enabled",
  DROP COLUMN "custom_internal_name",
  DROP COLUMN "connect_to_docker_network",
  DROP COLUMN "health_check_enabled",
  DROP COLUMN "health_check_type",
  DROP COLUMN "health_check_command",
  DROP COLUMN "health_check_path",
  DROP COLUMN "health_check_port",
  DROP COLUMN "health_check_host",
  DROP COLUMN "health_check_method",
  DROP COLUMN "health_check_return_code",
  DROP COLUMN "health_check_scheme",
  DROP COLUMN "health_check_response_text",
  DROP COLUMN "health_check_interval",
  DROP COLUMN "health_check_timeout",
  DROP COLUMN "health_check_retries",
  DROP COLUMN "health_check_start_period",
  DROP COLUMN "is_auto_deploy_enabled",
  DROP COLUMN "is_preview_deployments_enabled",
  DROP COLUMN "is_pr_deployments_public_enabled",
  DROP COLUMN "is_git_submodules_enabled",
  DROP COLUMN "is_git_lfs_enabled",
  DROP COLUMN "is_git_shallow_clone_enabled",
  DROP COLUMN "is_env_sorting_enabled",
  DROP COLUMN "docker_images_to_keep",
  DROP COLUMN "pre_deployment_command",
  DROP COLUMN "pre_deployment_command_container",
  DROP COLUMN "post_deployment_command",
  DROP COLUMN "post_deployment_command_container",
  DROP COLUMN "manual_webhook_secret_github",
  DROP COLUMN "manual_webhook_secret_gitlab",
  DROP COLUMN "manual_webhook_secret_bitbucket",
  DROP COLUMN "manual_webhook_secret_gitea",
  DROP COLUMN "is_http_basic_auth_enabled",
  DROP COLUMN "http_basic_auth_username",
  DROP COLUMN "http_basic_auth_password",
  DROP COLUMN "is_log_drain_enabled",
  DROP COLUMN "is_gpu_enabled",
  DROP COLUMN "gpu_driver",
  DROP COLUMN "gpu_count",
  DROP COLUMN "gpu_device_ids",
  DROP COLUMN "gpu_options";
ALTER TABLE "applications" ADD CONSTRAINT "applications_id_fkey" FOREIGN KEY ("id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "applications" ADD CONSTRAINT "applications_private_key_id_fkey" FOREIGN KEY ("private_key_id") REFERENCES "private_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What belongs to a workload
ALTER TABLE "domains" RENAME COLUMN "application_id" TO "workload_id";
ALTER TABLE "domains" RENAME CONSTRAINT "domains_application_id_fkey" TO "domains_workload_id_fkey";
ALTER INDEX "domains_application_id_idx" RENAME TO "domains_workload_id_idx";
ALTER TABLE "environment_variables" RENAME COLUMN "application_id" TO "workload_id";
ALTER TABLE "environment_variables" RENAME CONSTRAINT "environment_variables_application_id_fkey" TO "environment_variables_workload_id_fkey";
ALTER INDEX "environment_variables_application_id_key_is_preview_key" RENAME TO "environment_variables_workload_id_key_is_preview_key";
ALTER TABLE "container_log_chunks" RENAME COLUMN "application_id" TO "workload_id";
ALTER TABLE "container_log_chunks" RENAME CONSTRAINT "container_log_chunks_application_id_fkey" TO "container_log_chunks_workload_id_fkey";
ALTER INDEX "container_log_chunks_application_id_id_idx" RENAME TO "container_log_chunks_workload_id_id_idx";
ALTER INDEX "container_log_chunks_application_id_container_id_sequence_key" RENAME TO "container_log_chunks_workload_id_container_id_sequence_key";
ALTER TABLE "deployment_plans" RENAME COLUMN "application_id" TO "workload_id";
ALTER TABLE "deployment_plans" RENAME CONSTRAINT "deployment_plans_application_id_fkey" TO "deployment_plans_workload_id_fkey";
ALTER INDEX "deployment_plans_application_id_idx" RENAME TO "deployment_plans_workload_id_idx";
ALTER TABLE "releases" RENAME COLUMN "application_id" TO "workload_id";
ALTER TABLE "releases" RENAME CONSTRAINT "releases_application_id_fkey" TO "releases_workload_id_fkey";
ALTER INDEX "releases_application_id_id_idx" RENAME TO "releases_workload_id_id_idx";
ALTER TABLE "application_tags" RENAME TO "workload_tags";
ALTER TABLE "workload_tags" RENAME COLUMN "application_id" TO "workload_id";
ALTER TABLE "workload_tags" RENAME CONSTRAINT "application_tags_pkey" TO "workload_tags_pkey";
ALTER TABLE "workload_tags" RENAME CONSTRAINT "application_tags_application_id_fkey" TO "workload_tags_workload_id_fkey";
ALTER TABLE "workload_tags" RENAME CONSTRAINT "application_tags_tag_id_fkey" TO "workload_tags_tag_id_fkey";

-- Operations
ALTER TABLE "deployments" RENAME TO "operations";
ALTER SEQUENCE "deployments_id_seq" RENAME TO "operations_id_seq";
ALTER TABLE "operations" RENAME COLUMN "application_id" TO "workload_id";
ALTER TABLE "operations" RENAME CONSTRAINT "deployments_pkey" TO "operations_pkey";
ALTER TABLE "operations" RENAME CONSTRAINT "deployments_application_id_fkey" TO "operations_workload_id_fkey";
ALTER TABLE "operations" RENAME CONSTRAINT "deployments_server_id_fkey" TO "operations_server_id_fkey";
ALTER INDEX "deployments_uuid_key" RENAME TO "operations_uuid_key";
ALTER INDEX "deployments_application_id_id_idx" RENAME TO "operations_workload_id_id_idx";
ALTER INDEX "deployments_organization_id_status_idx" RENAME TO "operations_organization_id_status_idx";
ALTER INDEX "deployments_server_id_status_id_idx" RENAME TO "operations_server_id_status_id_idx";
ALTER INDEX "deployments_status_lease_until_idx" RENAME TO "operations_status_lease_until_idx";
ALTER INDEX "deployments_active_dedupe" RENAME TO "operations_active_dedupe";

CREATE TABLE "deployments" (
    "operation_id" INTEGER NOT NULL,
    "force" BOOLEAN NOT NULL DEFAULT false,
    "commit" TEXT NOT NULL DEFAULT 'HEAD',
    "resolved_commit" TEXT,
    "commit_message" TEXT,
    "image_tag" TEXT,
    "snapshot" JSONB NOT NULL,
    "config_hash" TEXT NOT NULL,
    "plan_basis" JSONB,

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("operation_id")
);
INSERT INTO "deployments" ("operation_id", "force", "commit", "resolved_commit", "commit_message", "image_tag", "snapshot", "config_hash", "plan_basis")
SELECT "id", "force", "commit", "resolved_commit", "commit_message", "image_tag", "snapshot", "config_hash", "plan_basis" FROM "operations";
ALTER TABLE "operations" ADD COLUMN "cause" "Cause" NOT NULL DEFAULT 'console', ADD COLUMN "parameters" JSONB NOT NULL DEFAULT '{}';
UPDATE "operations" SET "cause" = CASE WHEN "is_webhook" THEN 'webhook'::"Cause" ELSE 'api'::"Cause" END
WHERE "is_webhook" OR "is_api";
ALTER TABLE "operations"
  DROP COLUMN "force",
  DROP COLUMN "commit",
  DROP COLUMN "resolved_commit",
  DROP COLUMN "commit_message",
  DROP COLUMN "image_tag",
  DROP COLUMN "snapshot",
  DROP COLUMN "config_hash",
  DROP COLUMN "plan_basis",
  DROP COLUMN "is_api",
  DROP COLUMN "is_webhook";
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "deployment_specifications" RENAME TO "operation_specifications";
ALTER TABLE "operation_specifications" RENAME COLUMN "deployment_id" TO "operation_id";
ALTER TABLE "operation_specifications" RENAME CONSTRAINT "deployment_specifications_pkey" TO "operation_specifications_pkey";
ALTER TABLE "operation_specifications" RENAME CONSTRAINT "deployment_specifications_deployment_id_fkey" TO "operation_specifications_operation_id_fkey";
ALTER TABLE "deployment_steps" RENAME TO "operation_steps";
ALTER TABLE "operation_steps" RENAME COLUMN "deployment_id" TO "operation_id";
ALTER TABLE "operation_steps" RENAME CONSTRAINT "deployment_steps_pkey" TO "operation_steps_pkey";
ALTER TABLE "operation_steps" RENAME CONSTRAINT "deployment_steps_deployment_id_fkey" TO "operation_steps_operation_id_fkey";
ALTER TABLE "deployment_logs" RENAME TO "operation_logs";
ALTER TABLE "operation_logs" RENAME COLUMN "deployment_id" TO "operation_id";
ALTER TABLE "operation_logs" RENAME CONSTRAINT "deployment_logs_pkey" TO "operation_logs_pkey";
ALTER TABLE "operation_logs" RENAME CONSTRAINT "deployment_logs_deployment_id_fkey" TO "operation_logs_operation_id_fkey";
