import { paths } from '../paths';

/** Tabs share one session, and with it the organization that is worked in. */
const name = 'gantry-organization';

/** Tell the other tabs of this browser that their data is of another organization now. */
export function announceSwitch(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage('switched');
  channel.close();
}

/** Reload this tab when another one switched the organization. Return how to stop listening. */
export function followSwitch(): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = () => window.location.assign(paths.home());
  return () => channel.close();
}
