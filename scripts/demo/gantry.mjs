import { daemon } from '../daemon.mjs';
import { freePort } from '../ports.mjs';
import { projectFolder } from '../project.mjs';
import { outputOf } from '../run.mjs';
import { ApiError, apiClient } from './api.mjs';
import { demoFolder, readSetting, writeSetting } from './settings.mjs';

/** Start Gantry for the demo and wait until it answers. */
export async function startGantry(owner) {
  // One that a killed demo left would hold the port and the database.
  await gantryWith({}, undefined).stop();
  const wanted = Number(process.env.PORT ?? 3000);
  const port = await freePort(wanted);
  const environment = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: `${port}`,
    GANTRY_OWNER_EMAIL: owner.email,
    GANTRY_OWNER_PASSWORD: owner.password,
    // The demo's server and Git repository are on this machine, which the address guards refuse otherwise.
    INTERNAL_HOSTS: ['127.0.0.0/8', process.env.INTERNAL_HOSTS].filter(Boolean).join(','),
  };
  const gantry = gantryWith(environment, `http://127.0.0.1:${port}/api/health`);
  await gantry.start();
  const address = `http://localhost:${port}`;
  const note = port === wanted ? address : `${address}, because port ${wanted} is taken`;
  return { ...gantry, address, environment, note };
}

function gantryWith(env, healthUrl) {
  return daemon({
    name: 'gantry',
    folder: demoFolder,
    argv: [process.execPath, 'dist/main.js'],
    isReady: () => answersOk(healthUrl),
    readyMs: 120_000,
    cwd: projectFolder,
    env,
  });
}

const answersOk = (url) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

/** An API client of the owner; the token is kept and used again. */
export async function signedInApi({ address, environment }, owner) {
  const known = await readSetting('token.json');
  if (known && (await isAccepted(address, known))) return apiClient(address, known);
  const args = ['token', 'create', '--user', owner.email, '--name', 'demo', '--abilities', 'root'];
  const token = await outputOf(process.execPath, ['dist/cli.js', ...args], {
    cwd: projectFolder,
    env: environment,
  });
  if (token === '') throw new Error(`gantry ${args.join(' ')} printed no token`);
  await writeSetting('token.json', token);
  return apiClient(address, token);
}

async function isAccepted(address, token) {
  try {
    await apiClient(address, token)('GET', '/version');
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return false;
    throw error;
  }
}
