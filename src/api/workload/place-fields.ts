import { z } from 'zod';
import { singleLine } from '../../domain/input/text';
import type { PlaceRequest } from '../../services/workloads/place';

/** Fields that name the place of a new workload (coolify-api §2, PLACE). */
export const placeFields = {
  project_uuid: z.string(),
  server_uuid: z.string(),
  // Clients that know several of these names send null for those that they do not use.
  environment_name: z.string().nullish(),
  environment_uuid: z.string().nullish(),
  destination_uuid: z.string().nullish(),
};

export type PlaceFields = z.output<z.ZodObject<typeof placeFields>>;

export const placeKeys = [
  'project_uuid',
  'server_uuid',
  'environment_name',
  'environment_uuid',
  'destination_uuid',
] as const satisfies readonly (keyof PlaceFields)[];

/** The place of a workload in a change. Older clients send it, and it must be the current one (`same-place.ts`). */
export const samePlaceFields = z.object(placeFields).partial().shape;

export const tagNames = z
  .array(
    singleLine(255)
      .transform((name) => name.trim().toLowerCase())
      .refine((name) => name !== '', 'Must not be empty.'),
  )
  .max(100);

export function toPlace(input: PlaceFields): PlaceRequest {
  return {
    projectUuid: input.project_uuid,
    serverUuid: input.server_uuid,
    environmentName: input.environment_name ?? null,
    environmentUuid: input.environment_uuid ?? null,
    destinationUuid: input.destination_uuid ?? null,
  };
}
