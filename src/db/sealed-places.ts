/** Where the sealed values of one purpose are, in SQL. */
export interface SealedPlace {
  table: string;
  /** Name for operators. */
  name: string;
  /** Selects the sealed bytes of a row. */
  value: string;
  /** Sets the bytes to the expression `bytes`. */
  assignment: (bytes: string) => string;
}

/**
 * Every place of sealed values, by the purpose that is authenticated with them. A value cannot be sealed for a purpose
 * that is not here, and a test compares the columns with the schema, so `gantry rekey` and the check at start miss no
 * sealed value.
 */
export const sealedPlaces = {
  'instances.smtp_password': column('instances', 'smtp_password'),
  'users.totp_secret': column('users', 'totp_secret'),
  'provider_sign_ins.secrets': column('provider_sign_ins', 'secrets'),
  'private_keys.private_key': column('private_keys', 'private_key_sealed'),
  'environment_variables.value': column('environment_variables', 'value_sealed'),
  'shared_variables.value': column('shared_variables', 'value_sealed'),
  'storages.content': column('storages', 'content_sealed'),
  'change_plans.content': column('change_plans', 'content_sealed'),
  'idempotency_keys.body': column('idempotency_keys', 'body'),
  'deployment_specifications.sealed': column('operation_specifications', 'sealed'),
  'release_specifications.sealed': column('release_specifications', 'sealed'),
  'databases.credentials': column('databases', 'credentials'),
  'certificate_authorities.key': column('certificate_authorities', 'key_sealed'),
  'proxy_configurations.content': column('proxy_configurations', 'content_sealed'),
  'uploaded_certificates.key': column('uploaded_certificates', 'key_sealed'),
  'notification_channels.settings': column('notification_channels', 'settings_sealed'),
  'notification_channels.signing': column('notification_channels', 'signing_sealed'),
  'acme_accounts.key': column('acme_accounts', 'key_sealed'),
  'cloud_tokens.token': column('cloud_tokens', 'token_sealed'),
  'git_tokens.token': column('git_tokens', 'token_sealed'),
  'cloud_init_scripts.script': column('cloud_init_scripts', 'script_sealed'),
  's3_storages.key': column('s3_storages', 'key_sealed'),
  's3_storages.secret': column('s3_storages', 'secret_sealed'),
  'stacks.dockerComposeRaw': column('stacks', 'docker_compose_raw'),
  'stacks.dockerCompose': column('stacks', 'docker_compose'),
  'stacks.checkout': column('stacks', 'checkout'),
  'previews.generated': column('previews', 'generated'),
  'stack_templates.state': column('stack_templates', 'state'),
  'stack_templates.before': column('stack_templates', 'before'),
  'operations.parameters': column('operations', 'sealed_parameters'),
  'applications.httpBasicAuthPassword': column('applications', 'http_basic_auth_password'),
  'applications.manualWebhookSecretGithub': column('applications', 'manual_webhook_secret_github'),
  'applications.manualWebhookSecretGitlab': column('applications', 'manual_webhook_secret_gitlab'),
  'applications.manualWebhookSecretBitbucket': column('applications', 'manual_webhook_secret_bitbucket'),
  'applications.manualWebhookSecretGitea': column('applications', 'manual_webhook_secret_gitea'),
  'github_apps.clientSecret': column('github_apps', 'client_secret'),
  'github_apps.webhookSecret': column('github_apps', 'webhook_secret'),
  'gitlab_apps.clientSecret': column('gitlab_apps', 'client_secret'),
  'gitlab_apps.webhookToken': column('gitlab_apps', 'webhook_token'),
  'jobs.mail.send': {
    table: 'graphile_worker._private_jobs',
    name: 'values of mails that wait',
    value: `decode(payload ->> 'sealedValues', 'base64')`,
    assignment: (bytes) =>
      `payload = jsonb_set(payload::jsonb, '{sealedValues}', to_jsonb(translate(encode(${bytes}, 'base64'), E'\\n', '')))::json`,
  },
} as const satisfies Record<string, SealedPlace>;

/** Purpose that a value is sealed for: it cannot be opened for another. */
export type SealPurpose = keyof typeof sealedPlaces;

function column(table: string, name: string): SealedPlace {
  return { table, name: `${table}.${name}`, value: name, assignment: (bytes) => `${name} = ${bytes}` };
}
