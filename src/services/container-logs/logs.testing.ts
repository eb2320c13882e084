import type { LogLine } from '../../transport/docker/api';
import type { MachineTest } from '../applications/machine.testing';
import { logArchive } from './archive';

/** For integration tests only: a line that was printed in this second of 2026. */
export const line = (second: number, text: string): LogLine => ({
  stream: 'stdout',
  timestamp: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000000Z`,
  text,
});

/** Add a removed container with its stored log. */
export async function storeLog(
  test: MachineTest,
  uuid: string,
  name: string,
  lines: readonly LogLine[],
): Promise<string> {
  const row = await test.server.database.unscoped.workload.findUniqueOrThrow({ where: { uuid } });
  const id = name.padEnd(64, '0');
  const endedAt = new Date(lines.at(-1)?.timestamp ?? '');
  const times = { startedAt: new Date('2026-01-01T00:00:00Z'), endedAt };
  await logArchive(test.scope(), row.id).keep(
    { id, name, deploymentUuid: 'dep', exitCode: 3, ...times },
    async (onLine) => {
      for (const line of lines) onLine(line);
    },
  );
  return id;
}

/** Read events of a followed log until `count` have come. */
export async function readEvents({ server }: MachineTest, path: string, count: number, lastEventId?: string) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    headers: {
      Authorization: `Bearer ${await server.key(['root'])}`,
      ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
    },
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  const found = () =>
    [...seen.matchAll(/^data: .*"text":"([^"]*)".*\n(?:.*\n)*?\n/gm)].map(([, text]) => text);
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
    seen += value ?? '';
    if (done || found().length >= count) break;
  }
  await reader?.cancel();
  const ids = [...seen.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
  return { texts: found(), last: ids.at(-1) };
}
