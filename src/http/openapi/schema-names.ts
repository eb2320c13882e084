/** Names of what routers are about, where the wire has another word than the router. */
const nouns: Readonly<Record<string, string>> = {
  apiKey: 'Token',
  coderKey: 'ApiKey',
  stack: 'Service',
  stackApplication: 'ServiceApplication',
  stackDatabase: 'ServiceDatabase',
};

/** Names of inputs and answers that several kinds of workload share, by the name of their procedure. */
const shared: Readonly<Record<string, string>> = {
  attachTags: 'TagsAttach',
  bulkUpdateEnvs: 'EnvironmentVariablesUpdate',
  clone: 'WorkloadClone',
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
 * Names for the input or the answer of a procedure, the one to be preferred first: `ApplicationUpdate` of
 * `application.update`; what several kinds have in common is not named after one of them.
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

/** What a router is about, as the wire calls it. */
export function nounOf(router: string): string {
  return nouns[router] ?? pascal(router);
}

/** The name of a part of a named schema: `ServerProxy`. */
export function partName(owner: string, property: string): string {
  return `${owner}${property.split('_').map(pascal).join('')}`;
}

function withEnding(name: string, ending: string): string {
  return name.endsWith('Page') ? name : `${name}${ending}`;
}

function pascal(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
