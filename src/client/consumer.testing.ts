// For tests only: a project that uses the packed client as another project would.

/** Source that the compiler must accept, and refuse only in the lines marked so. */
export const consumerSource = `
import { createClient, type ErrorCode, GantryError, type InputOf, type Client } from 'gantry/client';
import { createRestClient } from 'gantry/rest';

const [url = '', token = '', place = ''] = process.argv.slice(2);
const gantry = createClient({ url, token });
const rest = createRestClient({ url, token });

/** For the compiler only. */
export function refused() {
  // @ts-expect-error a wrong name
  gantry.application.get.query({ uid: 'x' });
  // @ts-expect-error an input that is missing
  gantry.application.get.query();
  // @ts-expect-error a query does not change anything
  gantry.application.list.mutate();
  // @ts-expect-error a path that is not there
  rest.GET('/aplications/{uuid}', { params: { path: { uuid: 'x' } } });
  // @ts-expect-error a wrong value
  return { uuid: 'x', build_pack: 'cobol' } satisfies InputOf<Client['application']['update']>;
}

function exitCode(code: ErrorCode): number {
  switch (code) {
    case 'not_found':
      return 3;
    default: {
      // @ts-expect-error cases are missing
      const none: never = code;
      return none === undefined ? 1 : 2;
    }
  }
}

const { uuid } = await gantry.application.createDockerImage.mutate({
  ...JSON.parse(place) as { project_uuid: string; server_uuid: string; environment_name: string },
  docker_registry_image_name: 'nginx',
});
const answer = await gantry.deployment.deploy.mutate({ uuid });
const deployment = 'deployments' in answer ? answer.deployments[0]?.deployment_uuid : undefined;
if (!deployment) throw new Error('nothing deployed');
let status = '';
for await (const { data } of gantry.deployment.events.subscribe({ uuid: deployment })) {
  if (data.kind === 'status') status = data.status;
}
const lines: string[] = [];
for await (const { data } of gantry.application.followLogs.subscribe({ uuid })) {
  lines.push(data.text);
  if (lines.length === 2) break;
}
const { data: shown, error } = await rest.GET('/applications/{uuid}', { params: { path: { uuid } } });
if (error) throw new Error(error.message);
await gantry.application.delete.mutate({ uuid });
const missing = await gantry.project.get.query({ uuid: 'nothere' }).catch((failure: unknown) => failure);
if (!(missing instanceof GantryError)) throw missing;
console.log(JSON.stringify({ status, lines, name: shown.name === undefined, code: missing.code, exit: exitCode(missing.code), hasRequestId: missing.requestId !== null }));
process.exit(0);
`;

/** The same in CommonJS, which differs only in loading. */
export const commonJsSource = `
import client = require('gantry/client');
import rest = require('gantry/rest');
console.log(typeof client.createClient, typeof client.GantryError, typeof rest.createRestClient);
`;

export const consumerSettings = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    lib: ['es2022', 'dom', 'dom.asynciterable'],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: false,
    skipLibCheck: false,
    outDir: 'built',
  },
  include: ['main.ts', 'common.cts'],
};
