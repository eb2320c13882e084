import { requireFact } from '../plan/facts';
import { type Listener, parseListeners } from '../server/listening-ports';
import type { ActionContext } from '../step/context';

const deadlineMs = 15_000;

/**
 * Find what the program in the new container listens on instead of these ports, and what to set; null when unknown.
 * Read from the kernel's tables of the container's network, so the image needs no tool.
 */
export async function listenerHint(
  ports: readonly number[],
  component: string,
  context: Pick<ActionContext, 'host' | 'facts'>,
): Promise<string | null> {
  const listeners = await containerListeners(component, context);
  const closed = ports.filter((port) => !listeners.some((each) => each.port === port && !each.isLoopback));
  const hidden = closed.find((port) => listeners.some((each) => each.port === port));
  if (hidden !== undefined)
    return `it listens on port ${hidden} of 127.0.0.1 only, which cannot be reached from outside the container. Let it listen on 0.0.0.0`;
  if (closed.length < ports.length || ports.length === 0) return null;
  const open = unique(listeners.filter(({ isLoopback }) => !isLoopback));
  if (open.length > 0)
    return `it listens on port ${open.join(', ')} instead. Set ports_exposes to that port, or let it listen on ${ports.join(', ')}`;
  const loopback = unique(listeners);
  if (loopback.length === 0) return null;
  return `it listens on port ${loopback.join(', ')} of 127.0.0.1 only. Let it listen on 0.0.0.0, and set ports_exposes to that port`;
}

async function containerListeners(
  component: string,
  { host, facts }: Pick<ActionContext, 'host' | 'facts'>,
): Promise<Listener[]> {
  const state = await host.docker.inspectContainer(requireFact(facts, component, 'containerId'));
  if (!state || !(state.pid > 0)) return [];
  const table = (name: string) => `/proc/${state.pid}/net/${name}`;
  // tcp6 is absent where IPv6 is off; the other table is printed anyway.
  const argv = ['cat', table('tcp'), table('tcp6')] as const;
  const { stdout } = await host.run({ argv, asRoot: true, deadlineMs });
  return parseListeners(stdout);
}

function unique(listeners: readonly Listener[]): number[] {
  return [...new Set(listeners.map(({ port }) => port))].sort((a, b) => a - b);
}
