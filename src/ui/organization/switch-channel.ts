import { paths } from '../paths';

/** Channel between tabs, which share one session and therefore one active organization. */
const name = 'gantry-organization';

/** Notify the other tabs of this browser that the active organization changed. */
export function announceSwitch(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage('switched');
  channel.close();
}

/** Reload this tab when another tab switches the organization. Return a function that stops listening. */
export function followSwitch(): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = () => window.location.assign(paths.home());
  return () => channel.close();
}
