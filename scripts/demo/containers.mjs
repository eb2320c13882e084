import { outputOf } from '../run.mjs';

/**
 * Stop every container of the Gantry that deployed an application. For an engine that goes on running: one of our own
 * stops them by itself, and starts them again.
 */
export async function stopContainersAround(application) {
  const [known] = await containersWith(`gantry.resource=${application}`);
  if (!known) return;
  const label = '{{ index .Config.Labels "gantry.instance" }}';
  const instance = await outputOf('docker', ['inspect', '--format', label, known]);
  await outputOf('docker', ['stop', ...(await containersWith(`gantry.instance=${instance}`))]);
}

async function containersWith(label) {
  const ids = await outputOf('docker', ['ps', '--quiet', '--filter', `label=${label}`]);
  return ids.split('\n').filter(Boolean);
}
