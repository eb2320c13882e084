import { z } from 'zod';
import { appErrorOf } from '../../api/errors';
import { callerFor, findWorkloadFor, orNothing, resourceKinds } from './find-resource';
import { likelyCause } from './likely-causes';
import { uuidInput } from './reading-tools';
import { tool } from './tool';

const SHOWN_OPERATIONS = 5;
const SHOWN_LINES = 30;

export const diagnoseTool = tool({
  name: 'diagnose',
  description: 'Diagnose a workload: status, last operation and failure, last lines, likely cause and fix.',
  input: z.strictObject({ uuid: uuidInput }),
  permissions: ['deployment:read'],
  isReadOnly: true,
  async call({ uuid }, session) {
    const { kind, resource } = await findWorkloadFor(session, uuid);
    const api = callerFor(session);
    const routerName = resourceKinds[kind];
    const recent = await orNothing(() => api[routerName].listOperations({ uuid, take: SHOWN_OPERATIONS }));
    const operations = recent?.operations ?? [];
    const [last] = operations;
    const failed = last?.status === 'failed' ? last : null;
    const buildLines = failed && kind === 'application' ? await deploymentLines(api, failed.uuid) : [];
    const log = await logLines(() => api[routerName].logs({ uuid, lines: SHOWN_LINES }));
    const reasons = [failed?.reason, failed?.undo_problem].filter((text) => typeof text === 'string');
    const data = {
      kind,
      name: resource.name,
      status: resource.status,
      last_operation: last ?? null,
      earlier: operations
        .slice(1)
        .map(({ title, status, created_at, reason }) => ({ title, status, created_at, reason })),
      deployment_lines: buildLines,
      log_lines: log.lines,
      ...(log.problem ? { log_problem: log.problem } : {}),
      likely_cause:
        failed || !isRunning(resource.status) ? likelyCause([...log.lines, ...buildLines, ...reasons]) : null,
    };
    return { data, isUntrusted: true };
  },
});

function isRunning(status: unknown): boolean {
  return typeof status === 'string' && status.startsWith('running') && !status.includes('unhealthy');
}

/** Get the last lines of a deployment's log; none for a caller who may not read logs. */
async function deploymentLines(api: ReturnType<typeof callerFor>, uuid: string): Promise<string[]> {
  const deployment = await orNothing(() => api.deployment.get({ uuid }));
  const lines = z.array(z.object({ output: z.string() })).safeParse(JSON.parse(deployment?.logs ?? '[]'));
  return (lines.data ?? []).slice(-SHOWN_LINES).map(({ output }) => output);
}

/** Get the last lines of the containers' logs. A server that does not respond becomes part of the diagnosis. */
async function logLines(read: () => Promise<{ logs?: string | undefined; message?: string | undefined }>) {
  try {
    const { logs, message } = await read();
    return { lines: logs ? logs.split('\n') : [], problem: message ?? null };
  } catch (error) {
    const { message, code } = appErrorOf(error);
    if (code === 'internal') throw error;
    return { lines: [], problem: message };
  }
}
