import { spawn } from 'node:child_process';
import { findApplication } from '../apps/find';
import { openSession, type PlaceFlags } from '../connection/session';
import type { Terminal } from '../terminal';

const programs: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' };

/** `open [APP]`: print the URL of the page in the console, and open it if there is a terminal. */
export async function open(
  this: Terminal,
  flags: PlaceFlags & { app?: string },
  app?: string,
): Promise<void> {
  const url = await pageOf(this, flags, app);
  this.process.stdout.write(`${url}\n`);
  if (!this.process.stdout.isTTY) return;
  const browser = spawn(programs[process.platform] ?? 'xdg-open', [url], { detached: true, stdio: 'ignore' });
  browser.on('error', () => this.process.stderr.write('No browser was found. Open the address manually.\n'));
  browser.unref();
}

async function pageOf(
  terminal: Terminal,
  flags: PlaceFlags & { app?: string },
  app?: string,
): Promise<string> {
  const { url, place } = await openSession(terminal, flags);
  if (!app && !place.app) return url;
  const found = await findApplication(terminal, flags, app);
  return `${found.session.url}/applications/${found.uuid}`;
}
