import { AppError, errorMessage } from '../../domain/error';
import { proxyOf } from './kinds';
import type { ProxyAccess } from './model/access';

const readyAttempts = 60;
const readyPauseMs = 250;

/** Start the container of a proxy. @throws AppError `conflict` when another program uses its ports */
export async function startContainer(proxy: ProxyAccess, id: string): Promise<void> {
  await proxyOf(proxy).layOut(proxy); // every time: the folder of a stopped proxy may have been lost
  try {
    await proxy.host.docker.startContainer(id);
  } catch (error) {
    const message = errorMessage(error);
    if (!/port is already allocated|address already in use/i.test(message)) throw error;
    throw new AppError(
      'conflict',
      `The proxy cannot start because port 80 or 443 of the server is in use (${message}). Stop the web server that uses it, or set proxy_type to none.`,
      { cause: error },
    );
  }
}

/** Wait until the program of a proxy answers. @throws AppError `unavailable` with its last output */
export async function waitUntilReady(
  proxy: ProxyAccess & { signal: AbortSignal },
  id: string,
): Promise<void> {
  const { host, clock, signal } = proxy;
  let problem = '';
  for (let attempt = 0; attempt < readyAttempts; attempt++) {
    try {
      await proxyOf(proxy).checkReady(proxy);
      return;
    } catch (error) {
      problem = errorMessage(error);
    }
    await clock.sleep(readyPauseMs, signal);
  }
  const lines = await host.docker.containerLogs(id, { tail: 5 });
  const output = lines.map((line) => line.text).join(' ');
  throw new AppError(
    'unavailable',
    `The proxy did not become ready (${problem}). Its last output: ${output}`,
  );
}
