-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('owner', 'admin', 'member');

-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('active', 'suspended');

-- CreateEnum
CREATE TYPE "BuildPack" AS ENUM ('nixpacks', 'railpack', 'static', 'dockerfile', 'dockercompose', 'dockerimage');

-- CreateEnum
CREATE TYPE "SourceKind" AS ENUM ('public_git', 'deploy_key', 'dockerfile', 'image');

-- CreateEnum
CREATE TYPE "ProxyKind" AS ENUM ('traefik', 'caddy', 'none');

-- CreateEnum
CREATE TYPE "DeploymentStatus" AS ENUM ('queued', 'in_progress', 'finished', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "StepState" AS ENUM ('running', 'done', 'failed', 'skipped');

-- CreateEnum
CREATE TYPE "LogStream" AS ENUM ('stdout', 'stderr');

-- CreateEnum
CREATE TYPE "ServerState" AS ENUM ('unvalidated', 'validating', 'usable', 'unreachable', 'invalid', 'blocked');

-- CreateTable
CREATE TABLE "instances" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "uuid" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT 'Gantry',
    "setup_token_hash" TEXT,
    "owner_user_id" UUID,
    "is_api_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_registration_enabled" BOOLEAN NOT NULL DEFAULT false,
    "allowed_ips" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "instances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "no" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "UserStatus" NOT NULL DEFAULT 'active',
    "site_role" TEXT NOT NULL DEFAULT 'member',
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "personal" BOOLEAN NOT NULL DEFAULT false,
    "show_boarding" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "user_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "role" "MemberRole" NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("user_id","organization_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "active_organization_id" UUID,
    "ip" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "absolute_expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "no" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'pat',
    "abilities" TEXT[],
    "hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6),
    "last_used_at" TIMESTAMPTZ(6),
    "last_used_ip" TEXT,
    "last_used_user_agent" TEXT,
    "created_by_key_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(6),
    "revoked_reason" TEXT,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_logs" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "organization_id" UUID,
    "actor_user_id" UUID,
    "via" TEXT NOT NULL,
    "key_id" TEXT,
    "session_id" TEXT,
    "ip" TEXT,
    "user_agent" TEXT,
    "request_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT,
    "target_uuid" TEXT,
    "outcome" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "detail" JSONB,

    CONSTRAINT "audit_logs_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "projects" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "environments" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "environments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "private_keys" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "private_key_sealed" BYTEA NOT NULL,
    "public_key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "is_git_related" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "private_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "servers" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "ip" TEXT NOT NULL,
    "port" INTEGER NOT NULL DEFAULT 22,
    "user" TEXT NOT NULL DEFAULT 'root',
    "private_key_id" INTEGER NOT NULL,
    "host_key" TEXT,
    "host_key_fingerprint" TEXT,
    "presented_host_key" TEXT,
    "presented_host_key_fingerprint" TEXT,
    "state" "ServerState" NOT NULL DEFAULT 'unvalidated',
    "validation_steps" JSONB,
    "validation_logs" TEXT,
    "validated_at" TIMESTAMPTZ(6),
    "unreachable_count" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(6),
    "good_probes" INTEGER NOT NULL DEFAULT 0,
    "last_reachable_at" TIMESTAMPTZ(6),
    "docker_version" TEXT,
    "is_build_server" BOOLEAN NOT NULL DEFAULT false,
    "proxy_kind" "ProxyKind" NOT NULL DEFAULT 'caddy',
    "proxy_status" TEXT NOT NULL DEFAULT 'exited',
    "proxy_container" TEXT NOT NULL DEFAULT 'coolify-proxy',
    "proxy_image" TEXT NOT NULL DEFAULT 'caddy:2',
    "concurrent_builds" INTEGER NOT NULL DEFAULT 2,
    "dynamic_timeout" INTEGER NOT NULL DEFAULT 3600,
    "deployment_queue_limit" INTEGER NOT NULL DEFAULT 25,
    "connection_timeout" INTEGER NOT NULL DEFAULT 10,
    "disk_usage_threshold" INTEGER NOT NULL DEFAULT 80,
    "disk_usage_check_frequency" TEXT NOT NULL DEFAULT '0 23 * * *',
    "is_terminal_enabled" BOOLEAN NOT NULL DEFAULT true,
    "wildcard_domain" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "servers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "destinations" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "destinations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "applications" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "environment_id" INTEGER NOT NULL,
    "destination_id" INTEGER NOT NULL,
    "private_key_id" INTEGER,
    "name" TEXT NOT NULL,
    "description" TEXT,
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
    "limits_memory" TEXT NOT NULL DEFAULT '0',
    "limits_memory_swap" TEXT NOT NULL DEFAULT '0',
    "limits_memory_swappiness" INTEGER NOT NULL DEFAULT 60,
    "limits_memory_reservation" TEXT NOT NULL DEFAULT '0',
    "limits_cpus" TEXT NOT NULL DEFAULT '0',
    "limits_cpuset" TEXT,
    "limits_cpu_shares" INTEGER NOT NULL DEFAULT 1024,
    "max_restart_count" INTEGER NOT NULL DEFAULT 10,
    "stop_grace_period" INTEGER NOT NULL DEFAULT 30,
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
    "status" TEXT NOT NULL DEFAULT 'exited',
    "last_online_at" TIMESTAMPTZ(6),
    "config_hash" TEXT,
    "deleting_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "applications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "domains" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "application_id" INTEGER NOT NULL,
    "scheme" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "path" TEXT NOT NULL DEFAULT '/',
    "container_port" INTEGER,
    "is_override" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "domains_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tags" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_tags" (
    "application_id" INTEGER NOT NULL,
    "tag_id" INTEGER NOT NULL,

    CONSTRAINT "application_tags_pkey" PRIMARY KEY ("application_id","tag_id")
);

-- CreateTable
CREATE TABLE "environment_variables" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "application_id" INTEGER,
    "key" TEXT NOT NULL,
    "value_sealed" BYTEA NOT NULL,
    "is_preview" BOOLEAN NOT NULL DEFAULT false,
    "is_literal" BOOLEAN NOT NULL DEFAULT false,
    "is_multiline" BOOLEAN NOT NULL DEFAULT false,
    "is_shown_once" BOOLEAN NOT NULL DEFAULT false,
    "is_runtime" BOOLEAN NOT NULL DEFAULT true,
    "is_buildtime" BOOLEAN NOT NULL DEFAULT true,
    "comment" TEXT,
    "order" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "environment_variables_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deployments" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "application_id" INTEGER NOT NULL,
    "server_id" INTEGER NOT NULL,
    "status" "DeploymentStatus" NOT NULL DEFAULT 'queued',
    "kind" TEXT NOT NULL DEFAULT 'deploy',
    "force" BOOLEAN NOT NULL DEFAULT false,
    "is_api" BOOLEAN NOT NULL DEFAULT false,
    "is_webhook" BOOLEAN NOT NULL DEFAULT false,
    "pull_request_id" INTEGER NOT NULL DEFAULT 0,
    "commit" TEXT NOT NULL DEFAULT 'HEAD',
    "resolved_commit" TEXT,
    "commit_message" TEXT,
    "dedupe_key" TEXT NOT NULL,
    "config_hash" TEXT NOT NULL,
    "snapshot" JSONB NOT NULL,
    "actor_user_id" UUID,
    "reason" TEXT,
    "failed_step" TEXT,
    "cancel_requested_at" TIMESTAMPTZ(6),
    "job_offsets" JSONB NOT NULL DEFAULT '{}',
    "failure" JSONB,
    "image_tag" TEXT,
    "log_sequence" INTEGER NOT NULL DEFAULT 0,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(6),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deployment_steps" (
    "deployment_id" INTEGER NOT NULL,
    "step_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "state" "StepState" NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "irrevocable" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "deployment_steps_pkey" PRIMARY KEY ("deployment_id","step_id")
);

-- CreateTable
CREATE TABLE "deployment_logs" (
    "deployment_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "stream" "LogStream" NOT NULL,
    "text" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "deployment_logs_pkey" PRIMARY KEY ("deployment_id","sequence")
);

-- CreateTable
CREATE TABLE "releases" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "application_id" INTEGER NOT NULL,
    "deployment_uuid" TEXT NOT NULL,
    "image" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "container_name" TEXT NOT NULL,
    "routing" JSONB NOT NULL,
    "port" INTEGER,
    "commit" TEXT,
    "config_hash" TEXT NOT NULL,
    "is_current" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "releases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "git_host_keys" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "line" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "git_host_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_processes" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "boot_id" TEXT NOT NULL,
    "queue_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_processes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "instances_uuid_key" ON "instances"("uuid");

-- CreateIndex
CREATE UNIQUE INDEX "instances_owner_user_id_key" ON "instances"("owner_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_no_key" ON "users"("no");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_username_key" ON "users"("username");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_no_key" ON "organizations"("no");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE INDEX "memberships_organization_id_idx" ON "memberships"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_no_key" ON "api_keys"("no");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_organization_id_idx" ON "api_keys"("organization_id");

-- CreateIndex
CREATE INDEX "api_keys_user_id_idx" ON "api_keys"("user_id");

-- CreateIndex
CREATE INDEX "audit_logs_organization_id_seq_idx" ON "audit_logs"("organization_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "projects_uuid_key" ON "projects"("uuid");

-- CreateIndex
CREATE INDEX "projects_organization_id_id_idx" ON "projects"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "environments_uuid_key" ON "environments"("uuid");

-- CreateIndex
CREATE INDEX "environments_organization_id_idx" ON "environments"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "environments_project_id_name_key" ON "environments"("project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "private_keys_uuid_key" ON "private_keys"("uuid");

-- CreateIndex
CREATE UNIQUE INDEX "private_keys_organization_id_fingerprint_key" ON "private_keys"("organization_id", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "servers_uuid_key" ON "servers"("uuid");

-- CreateIndex
CREATE UNIQUE INDEX "servers_organization_id_ip_port_key" ON "servers"("organization_id", "ip", "port");

-- CreateIndex
CREATE UNIQUE INDEX "destinations_uuid_key" ON "destinations"("uuid");

-- CreateIndex
CREATE INDEX "destinations_organization_id_idx" ON "destinations"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "destinations_server_id_network_key" ON "destinations"("server_id", "network");

-- CreateIndex
CREATE UNIQUE INDEX "applications_uuid_key" ON "applications"("uuid");

-- CreateIndex
CREATE INDEX "applications_organization_id_id_idx" ON "applications"("organization_id", "id");

-- CreateIndex
CREATE INDEX "applications_environment_id_idx" ON "applications"("environment_id");

-- CreateIndex
CREATE INDEX "applications_destination_id_idx" ON "applications"("destination_id");

-- CreateIndex
CREATE INDEX "domains_host_path_idx" ON "domains"("host", "path");

-- CreateIndex
CREATE INDEX "domains_application_id_idx" ON "domains"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "tags_uuid_key" ON "tags"("uuid");

-- CreateIndex
CREATE UNIQUE INDEX "tags_organization_id_name_key" ON "tags"("organization_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "environment_variables_uuid_key" ON "environment_variables"("uuid");

-- CreateIndex
CREATE INDEX "environment_variables_organization_id_idx" ON "environment_variables"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "environment_variables_application_id_key_is_preview_key" ON "environment_variables"("application_id", "key", "is_preview");

-- CreateIndex
CREATE UNIQUE INDEX "deployments_uuid_key" ON "deployments"("uuid");

-- CreateIndex
CREATE INDEX "deployments_application_id_id_idx" ON "deployments"("application_id", "id" DESC);

-- CreateIndex
CREATE INDEX "deployments_organization_id_status_idx" ON "deployments"("organization_id", "status");

-- CreateIndex
CREATE INDEX "deployments_server_id_status_id_idx" ON "deployments"("server_id", "status", "id");

-- CreateIndex
CREATE INDEX "deployments_status_lease_until_idx" ON "deployments"("status", "lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "releases_uuid_key" ON "releases"("uuid");

-- CreateIndex
CREATE UNIQUE INDEX "releases_deployment_uuid_key" ON "releases"("deployment_uuid");

-- CreateIndex
CREATE INDEX "releases_application_id_id_idx" ON "releases"("application_id", "id" DESC);

-- CreateIndex
CREATE INDEX "releases_organization_id_idx" ON "releases"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "git_host_keys_organization_id_host_key" ON "git_host_keys"("organization_id", "host");

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environments" ADD CONSTRAINT "environments_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_keys" ADD CONSTRAINT "private_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "servers" ADD CONSTRAINT "servers_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "servers" ADD CONSTRAINT "servers_private_key_id_fkey" FOREIGN KEY ("private_key_id") REFERENCES "private_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destinations" ADD CONSTRAINT "destinations_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "destinations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_private_key_id_fkey" FOREIGN KEY ("private_key_id") REFERENCES "private_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "domains" ADD CONSTRAINT "domains_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_tags" ADD CONSTRAINT "application_tags_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_tags" ADD CONSTRAINT "application_tags_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tags"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environment_variables" ADD CONSTRAINT "environment_variables_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_steps" ADD CONSTRAINT "deployment_steps_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_logs" ADD CONSTRAINT "deployment_logs_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Not expressible in the Prisma schema, and invisible to its drift check.
-- One active deployment per identical request, whatever races (deployment contract D9.3).
CREATE UNIQUE INDEX "deployments_active_dedupe" ON "deployments" ("dedupe_key") WHERE "status" IN ('queued', 'in_progress');
-- A live key's name is unique per user and organization.
CREATE UNIQUE INDEX "api_keys_live_name" ON "api_keys" ("user_id", "organization_id", "name") WHERE "revoked_at" IS NULL;
-- Two racing creations with one domain: the database decides.
CREATE UNIQUE INDEX "domains_host_path_key" ON "domains" ("host", "path") WHERE NOT "is_override";
-- One installation, one row.
ALTER TABLE "instances" ADD CONSTRAINT "instances_single_row" CHECK ("id" = 1);
