import { isRunning, processId } from '../process-id.mjs';
import { readSetting, writeSetting } from './settings.mjs';

/** Two demos cannot share one data directory; says which process the other one is. */
export async function refuseSecondDemo() {
  const other = await readSetting('process.json');
  if (await isRunning(other)) {
    const [pid] = other.split(' ');
    throw new Error(`The demo is already running. End it with Ctrl-C in its terminal, or: kill ${pid}`);
  }
  await writeSetting('process.json', await processId(process.pid));
}
