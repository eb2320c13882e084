import { z } from 'zod';
import { getCatalogue, listCatalogues } from '../../services/catalogues/catalogue';
import { createCatalogue, deleteCatalogue, requestRefresh } from '../../services/catalogues/change';
import { can, router } from '../authorize';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import {
  catalogueDetails,
  catalogueWire,
  createInput,
  toCatalogueWire,
  toErrorsWire,
  toInput,
} from './schema';

const tag = 'Templates';
const path = '/catalogues/{uuid}';
const audit = 'template';

/** The procedures on the catalogues of templates besides the built-in one. */
export const catalogueRouter = router({
  list: can('template:read', {
    rest: { method: 'GET', path: '/catalogues', status: 200, tag, summary: 'List catalogues of templates' },
    input: z.strictObject({}),
    output: z.array(catalogueWire),
  }).query(async ({ ctx }) => (await listCatalogues(ctx.scope)).map(toCatalogueWire)),

  get: can('template:read', {
    rest: {
      method: 'GET',
      path,
      status: 200,
      tag,
      summary: 'Get a catalogue, including the templates that could not be read',
    },
    input: z.strictObject({ uuid: pathId }),
    output: catalogueDetails,
  }).query(async ({ ctx, input }) => {
    const { catalogue, broken } = await getCatalogue(ctx.scope, input.uuid);
    return { ...toCatalogueWire(catalogue), errors: toErrorsWire(broken) };
  }),

  create: can('template:create', {
    rest: {
      method: 'POST',
      path: '/catalogues',
      status: 201,
      tag,
      summary: 'Add a template catalogue from a Git repository or a folder on this machine',
    },
    input: createInput,
    output: uuidAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { uuid } = await createCatalogue(ctx.scope, toInput(input));
    return { uuid };
  }),

  refresh: can('template:update', {
    rest: {
      method: 'POST',
      path: `${path}/refresh`,
      status: 200,
      tag,
      summary: 'Refresh a catalogue',
      bodyOptional: true,
    },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await requestRefresh(ctx.scope, input.uuid);
    return { message: 'The catalogue will be read.' };
  }),

  delete: can('template:delete', {
    rest: {
      method: 'DELETE',
      path,
      status: 200,
      tag,
      summary: 'Delete a catalogue and its templates; services created from them stay',
    },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await deleteCatalogue(ctx.scope, input.uuid);
    return { message: 'Catalogue deleted.' };
  }),
});
