import { paths } from '../paths';

/** Tabs share one session, and with it the organization that is worked in. */
const name = 'gantry-organization';

/** Tells the other tabs of this browser that their data is of another organization now. */
export function announceSwitch(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage('switched');
  channel.close();
}

/** Loads this tab anew when another one switched. Answers how to stop listening. */
export function followSwitch(): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = () => window.location.assign(paths.home());
  return () => channel.close();
}
