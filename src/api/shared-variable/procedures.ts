import { z } from 'zod';
import { createShared, deleteShared, updateShared } from '../../services/shared-variables/change';
import { listShared } from '../../services/shared-variables/list';
import type { NamedOwner } from '../../services/shared-variables/owner';
import { can } from '../authorize';
import type { ProcedureMeta } from '../trpc';
import { messageAnswer } from '../wire/answers';
import {
  createFields,
  envId,
  numberOf,
  sharedWire,
  toSharedChange,
  toSharedInput,
  toSharedWire,
  updateFields,
} from './schema';

const tag = 'Shared Environment Variables';
const audit = 'env_var';

/** REST form of the shared variables of one kind of owner. */
interface Surface<Place extends z.ZodRawShape> {
  path: `/${string}/envs`;
  /** Noun with its article, for summaries. */
  noun: string;
  /** Parameters of the path. */
  place: Place;
  object?: NonNullable<ProcedureMeta['object']>;
  ownerOf: (input: z.infer<z.ZodObject<Place>>) => NamedOwner;
}

/** The procedures on the shared variables of one kind of owner. */
export function sharedProcedures<Place extends z.ZodRawShape>(surface: Surface<Place>) {
  const { path, noun, place, object } = surface;
  const one = `${path}/{env_id}` as const;
  const about = object ? { object } : {};
  // The parsed input has the parameters of the path, whatever else it contains.
  const ownerOf = (input: unknown) => surface.ownerOf(input as z.infer<z.ZodObject<Place>>);
  const ofOne = z.strictObject({ ...place, env_id: envId });
  const createInput = z.strictObject({ ...place, ...createFields });
  const updateInput = z.strictObject({ ...place, env_id: envId, ...updateFields });
  return {
    listEnvs: can('env_var:read', {
      rest: { method: 'GET', path, status: 200, tag, summary: `List the shared variables of ${noun}` },
      ...about,
      input: z.strictObject(place),
      output: z.array(sharedWire),
    }).query(async ({ ctx, input }) => {
      const rows = await listShared(ctx.scope, ownerOf(input));
      const { no } = ctx.principal.organization;
      return rows.map((row) => toSharedWire(row, no, ctx.response.redactedFields));
    }),

    createEnv: can('env_var:create', {
      rest: { method: 'POST', path, status: 201, tag, summary: `Create a shared variable of ${noun}` },
      ...about,
      input: createInput,
      output: z.object({ id: z.int() }),
      audit,
    }).mutation(async ({ ctx, input }) => {
      const fields = z.object(createFields).parse(input);
      return { id: (await createShared(ctx.scope, ownerOf(input), toSharedInput(fields))).id };
    }),

    updateEnv: can('env_var:update', {
      rest: { method: 'PATCH', path: one, status: 200, tag, summary: `Update a shared variable of ${noun}` },
      ...about,
      input: updateInput,
      output: sharedWire,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { env_id: id, ...fields } = z.object({ env_id: envId, ...updateFields }).parse(input);
      const row = await updateShared(ctx.scope, ownerOf(input), numberOf(id), toSharedChange(fields));
      return toSharedWire(row, ctx.principal.organization.no, ctx.response.redactedFields);
    }),

    deleteEnv: can('env_var:delete', {
      rest: { method: 'DELETE', path: one, status: 200, tag, summary: `Delete a shared variable of ${noun}` },
      ...about,
      input: ofOne,
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { env_id: id } = z.object({ env_id: envId }).parse(input);
      await deleteShared(ctx.scope, ownerOf(input), numberOf(id));
      return { message: 'Environment variable deleted.' };
    }),
  };
}
