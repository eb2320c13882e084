/** Nouns of routers whose objects have another name on the wire. */
const nouns: Readonly<Record<string, string>> = {
  apiKey: 'Token',
  coderKey: 'ApiKey',
  stack: 'Service',
  stackApplication: 'ServiceApplication',
  stackDatabase: 'ServiceDatabase',
};

/** Names of inputs and responses that several kinds of workload share, by the name of their procedure. */
const shared: Readonly<Record<string, string>> = {
  attachTags: 'TagsAttach',
  bulkUpdateEnvs: 'EnvironmentVariablesUpdate',
  clone: 'WorkloadClone',
  connectEnvironment: 'EnvironmentConnect',
  createEnv: 'EnvironmentVariableCreate',
  createStorage: 'StorageCreate',
  listOperations: 'OperationPage',
  move: 'WorkloadMove',
  start: 'WorkloadStart',
  stop: 'WorkloadStop',
  updateEnv: 'EnvironmentVariableUpdate',
  updateStorage: 'StorageUpdate',
};

/**
 * List the names for the input or the response of a procedure, in order of preference: `ApplicationUpdate` for
 * `application.update`. What several kinds share is not named after one of them.
 */
export function schemaNames(procedure: string, part: 'Input' | 'Answer'): readonly string[] {
  const [router = '', name = ''] = procedure.split('.');
  const own = `${nounOf(router)}${pascal(name)}`;
  const ending = part === 'Answer' ? 'Answer' : '';
  const common = shared[name];
  return [
    ...(common === undefined ? [] : [withEnding(common, ending)]),
    withEnding(own, ending),
    `${own}${part}`,
  ];
}

/** Get the noun of a router, as used on the wire. */
export function nounOf(router: string): string {
  return nouns[router] ?? pascal(router);
}

/** Name a part of a named schema: `ServerProxy`. */
export function partName(owner: string, property: string): string {
  return `${owner}${property.split('_').map(pascal).join('')}`;
}

function withEnding(name: string, ending: string): string {
  return name.endsWith('Page') ? name : `${name}${ending}`;
}

function pascal(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
