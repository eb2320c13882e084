import { z } from 'zod';
import { canReadSensitive } from '../../auth/decision';
import type { CloudInitScript } from '../../db/generated/client';
import { cloudInitScript } from '../../domain/input/credential/cloud';
import { displayName } from '../../domain/input/display-name';
import { secretInput, sensitive } from '../../domain/sensitive';
import {
  createCloudInitScript,
  deleteCloudInitScript,
  openScript,
  updateCloudInitScript,
} from '../../services/cloud-init-scripts/change';
import { findCloudInitScript, listCloudInitScripts } from '../../services/cloud-init-scripts/find';
import type { Scope } from '../../services/context';
import { can, router } from '../authorize';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const tag = 'Cloud-init Scripts';
const path = '/cloud-init-scripts/{uuid}';
const audit = 'server';

const scriptWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  script: sensitive(z.string()),
  team_id: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'CloudInitScript' });

function toScriptWire({ principal, database }: Scope, row: CloudInitScript): z.input<typeof scriptWire> {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    // Opened only for callers who may see it; for others redaction drops the field and reports its name.
    script: canReadSensitive(principal, 'server', null) ? openScript(database.sealer, row) : '',
    team_id: principal.organization.no,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

const fields = { name: displayName, script: secretInput(cloudInitScript) };

/** The procedures on cloud-init scripts of new servers. Their permissions are those on servers. */
export const cloudInitScriptRouter = router({
  list: can('server:read', {
    rest: {
      method: 'GET',
      path: '/cloud-init-scripts',
      status: 200,
      tag,
      summary: 'List cloud-init scripts',
    },
    input: z.strictObject({}),
    output: z.array(scriptWire),
  }).query(async ({ ctx }) =>
    (await listCloudInitScripts(ctx.scope)).map((row) => toScriptWire(ctx.scope, row)),
  ),

  get: can('server:read', {
    rest: { method: 'GET', path, status: 200, tag, summary: 'Get a cloud-init script' },
    input: z.strictObject({ uuid: pathId }),
    output: scriptWire,
  }).query(async ({ ctx, input }) =>
    toScriptWire(ctx.scope, await findCloudInitScript(ctx.scope, input.uuid)),
  ),

  create: can('server:create', {
    rest: {
      method: 'POST',
      path: '/cloud-init-scripts',
      status: 201,
      tag,
      summary: 'Create a cloud-init script',
    },
    input: z.strictObject(fields),
    output: uuidAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { uuid } = await createCloudInitScript(ctx.scope, input);
    return { uuid };
  }),

  update: can('server:update', {
    rest: { method: 'PATCH', path, status: 200, tag, summary: 'Change a cloud-init script' },
    input: z.strictObject({ uuid: pathId, ...z.object(fields).partial().shape }),
    output: scriptWire,
    audit,
  }).mutation(async ({ ctx, input: { uuid, ...change } }) =>
    toScriptWire(ctx.scope, await updateCloudInitScript(ctx.scope, uuid, change)),
  ),

  delete: can('server:delete', {
    rest: { method: 'DELETE', path, status: 200, tag, summary: 'Delete a cloud-init script' },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await deleteCloudInitScript(ctx.scope, input.uuid);
    return { message: 'Cloud-init script deleted.' };
  }),
});
