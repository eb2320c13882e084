import { z } from 'zod';
import { singleLine } from '../../domain/input/text';
import type { PlaceRequest } from '../../services/workloads/place';

/** How a caller names the place of a new workload (coolify-api §2, PLACE). */
export const placeFields = {
  project_uuid: z.string(),
  server_uuid: z.string(),
  // Clients that know several of these send null for the others.
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

/** Where it is, in a change: older clients send it, and it stays there (`same-place.ts`). */
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
